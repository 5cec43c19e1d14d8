using CityKit.Core;
using CityKit.Documents;
using CityKit.Verifying;

namespace CityKit.Shared.Stores;

/// <summary>Whether a stored document is as it was written, and whether each index has what the document gives.</summary>
/// <param name="kind">The kind.</param>
/// <param name="last">The last journal entry.</param>
/// <param name="held">A value as the database can hold it.</param>
internal sealed class IndexAgreement(DocumentKind kind, long last, Func<IndexValue, IndexValue> held)
{
    private readonly int[] orders =
        [.. Enumerable.Range(0, kind.Indexes.Count).Where(i => kind.Indexes[i] is { IsOrder: true, IsTimer: false, IsMany: false })];

    /// <param name="document">The document, and whether its bytes are those that were written.</param>
    /// <param name="found">What the database has for an index, as <c>Shown</c> gives it.</param>
    internal IEnumerable<HubFileFinding> Check(StoredDocument document, Func<DocumentIndex, string> found)
    {
        var values = ValuesOf(document.Bytes, out var why);
        if (document.IsDamaged) why = new LocalizedText("内容与写入时不一致", "its bytes are not those that were written");
        if (why is not null) return [HubFileFindings.Unreadable(kind.Name, document.Id, why)];
        var wrong = kind.Indexes.Select((index, i) => (index.Name, Found: found(index), Expected: Expected(values!, i)))
            .Where(value => value.Found != value.Expected)
            .Select(value => HubFileFindings.Index(kind.Name, document.Id, value.Name, value.Found, value.Expected));
        return [.. document.Version > last ? [HubFileFindings.Version(kind.Name, document.Id, document.Version, last)]
            : Enumerable.Empty<HubFileFinding>(), .. wrong];
    }

    /// <summary>An index's one value, or none.</summary>
    internal static string Shown(IndexValue? value) => value?.ToString() ?? "none";

    /// <summary>The values of an index with many, each followed by @ and the value of each order, in any order.</summary>
    internal static string Shown(IEnumerable<string> values) => string.Join(' ', values.Order(StringComparer.Ordinal));

    private string Expected(IndexValue[][] values, int index) => kind.Indexes[index].IsMany
        ? Shown(values[index].Select(v => $"{held(v)}{string.Concat(orders.Select(o => $"@{Single(values[o])}"))}").Distinct())
        : Single(values[index]);

    private string Single(IndexValue[] values) => Shown(values is [var value] ? held(value) : null);

    private IndexValue[][]? ValuesOf(ReadOnlyMemory<byte> bytes, out LocalizedText? why)
    {
        try
        {
            why = null;
            return kind.ValuesOf(bytes);
        }
        catch (FormatException unreadable)
        {
            why = new LocalizedText(unreadable.Message, unreadable.Message);
            return null;
        }
    }
}
