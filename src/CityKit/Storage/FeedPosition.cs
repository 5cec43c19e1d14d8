using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;

namespace CityKit.Storage;

/// <summary>
/// Where a reader of notifications is (订阅位置). A number says something within one history only. In a city of many partitions there is a
/// number for each, <see cref="Parts"/>, and the history is made of those of the partitions. <c>default</c> is the beginning, before any
/// notification.
/// </summary>
/// <param name="History">The history.</param>
/// <param name="Number">The last notification that was read; 0 for none. In a city, how many were read of all partitions.</param>
public readonly record struct FeedPosition(HistoryId History, long Number) : IParsable<FeedPosition>
{
    private const int MostParts = 1001;
    private const int MostDigits = 7; // of seven bits each

    private readonly ImmutableArray<long> parts;

    private FeedPosition(HistoryId history, ImmutableArray<long> parts) : this(history, parts.Sum()) => this.parts = parts;

    /// <summary>
    /// A position in a city. Its history is made of those of the partitions of which anything was read, so that it changes with none else.
    /// </summary>
    /// <param name="histories">The history of each partition, the city's own first.</param>
    /// <param name="parts">The last notification that was read of each; 0 for none.</param>
    internal static FeedPosition OfCity(IReadOnlyList<HistoryId> histories, ImmutableArray<long> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < parts.Length; i++)
            hash.AppendData(parts[i] > 0 ? histories[i].ToArray() : new byte[HistoryId.ByteLength]);
        return new FeedPosition(HistoryId.FromBytes(hash.GetHashAndReset()), parts);
    }

    /// <summary>The last notification that was read of each partition, the city's own first; none for a hub by itself.</summary>
    public ImmutableArray<long> Parts => parts.IsDefault ? [] : parts;

    /// <inheritdoc/>
    public bool Equals(FeedPosition other) =>
        History == other.History && Number == other.Number && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(History, Number);

    /// <summary>
    /// As text without spaces: <c>HISTORY:NUMBER</c>; in a city <c>HISTORY.PARTS</c>, 180 to 300 characters for 64 partitions.
    /// </summary>
    public override string ToString() => Parts.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"{History}:{Number}")
        : $"{History}.{Base64Url.EncodeToString(ToBytes(Parts))}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static FeedPosition Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result) ? result
        : throw new FormatException($"'{s}' is no position in the notifications: give one as it was answered. “{s}”不是通知位置，请原样使用应答中给出的位置。");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out FeedPosition result)
    {
        result = default;
        var at = HistoryId.ByteLength * 2;
        if (s is null || s.Length <= at + 1 || !HistoryId.TryParse(s[..at], null, out var history)) return false;
        if (s[at] == '.' && ReadParts(s.AsSpan(at + 1)) is { } parts) result = new FeedPosition(history, parts);
        else if (s[at] == ':' && long.TryParse(s.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            result = new FeedPosition(history, number);
        else return false;
        return true;
    }

    /// <summary>Seven bits a byte, the lowest first; the last byte of a number has its top bit clear.</summary>
    private static byte[] ToBytes(ImmutableArray<long> parts)
    {
        var bytes = new List<byte>(parts.Length * 3);
        foreach (var part in parts)
        {
            var rest = part;
            for (; rest > 0x7F; rest >>= 7) bytes.Add((byte)(rest | 0x80));
            bytes.Add((byte)rest);
        }
        return [.. bytes];
    }

    private static ImmutableArray<long>? ReadParts(ReadOnlySpan<char> text)
    {
        if (text.Length > MostParts * MostDigits * 2 || !Base64Url.IsValid(text)) return null;
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        var parts = ImmutableArray.CreateBuilder<long>();
        while (!bytes.IsEmpty)
        {
            if (!TryReadPart(ref bytes, out var part) || parts.Count == MostParts) return null;
            parts.Add(part);
        }
        return parts.Count > 0 ? parts.ToImmutable() : null;
    }

    private static bool TryReadPart(ref ReadOnlySpan<byte> bytes, out long part)
    {
        part = 0;
        for (var i = 0; i < Math.Min(bytes.Length, MostDigits); i++)
        {
            part |= (long)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] > 0x7F) continue;
            var isShortest = i == 0 || bytes[i] > 0;
            bytes = bytes[(i + 1)..];
            return isShortest;
        }
        return false;
    }
}
