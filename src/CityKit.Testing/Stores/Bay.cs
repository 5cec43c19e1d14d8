using System.Globalization;
using System.Text;
using CityKit.Documents;
using NodaTime;

namespace CityKit.Testing.Stores;

/// <summary>An invented document with every kind of index.</summary>
internal sealed record Bay(string Id, string? Street, long? Size, string? Cell, string[] Tags, Instant Since, long? Rank)
{
    internal static DocumentIndex<Bay> StreetIndex { get; } = DocumentIndex<Bay>.Text("street", b => b.Street);

    internal static DocumentIndex<Bay> SizeIndex { get; } = DocumentIndex<Bay>.Integer("size", b => b.Size);

    internal static DocumentIndex<Bay> CellIndex { get; } = DocumentIndex<Bay>.Cell("cell", b => b.Cell);

    internal static DocumentIndex<Bay> TagsIndex { get; } = DocumentIndex<Bay>.Texts("tags", b => b.Tags);

    internal static DocumentIndex<Bay> SinceIndex { get; } = DocumentIndex<Bay>.Order("since", b => b.Since);

    internal static DocumentIndex<Bay> RankIndex { get; } = DocumentIndex<Bay>.Order("rank", b => b.Rank);

    internal static DocumentKind<Bay> Kind { get; } = new(
        "bay", b => b.Id, Write, Read, StreetIndex, SizeIndex, CellIndex, TagsIndex, SinceIndex, RankIndex);

    /// <summary>The same documents as a version before knew them.</summary>
    internal static DocumentKind<Bay> OldKind { get; } = new("bay", b => b.Id, Write, Read, StreetIndex, SinceIndex);

    /// <summary>The same documents without any order.</summary>
    internal static DocumentKind<Bay> UnsortedKind { get; } = new("bay", b => b.Id, Write, Read, StreetIndex, TagsIndex);

    private static ReadOnlyMemory<byte> Write(Bay bay) => Encoding.UTF8.GetBytes(string.Join('\n',
        bay.Id, bay.Street ?? "-", bay.Size?.ToString(CultureInfo.InvariantCulture) ?? "-", bay.Cell ?? "-", string.Join('\t', bay.Tags),
        bay.Since.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture), bay.Rank?.ToString(CultureInfo.InvariantCulture) ?? "-"));

    private static Bay Read(ReadOnlyMemory<byte> bytes)
    {
        if (Encoding.UTF8.GetString(bytes.Span).Split('\n') is not [var id, var street, var size, var cell, var tags, var since, var rank])
            throw new FormatException("Not a bay. 不是车位。");
        return new Bay(id, street == "-" ? null : street,
            size == "-" ? null : long.Parse(size, CultureInfo.InvariantCulture), cell == "-" ? null : cell,
            tags.Length == 0 ? [] : tags.Split('\t'), Instant.FromUnixTimeTicks(long.Parse(since, CultureInfo.InvariantCulture)),
            rank == "-" ? null : long.Parse(rank, CultureInfo.InvariantCulture));
    }
}
