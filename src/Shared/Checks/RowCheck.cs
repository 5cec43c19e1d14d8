using System.Numerics;
using System.Runtime.InteropServices;

namespace CityKit.Shared.Checks;

/// <summary>
/// The check value (校验值) of a row: CRC-32C over its table and columns. SQLite checks the log's frames but not the pages of the file, where
/// a flipped bit would go unseen; and a row that carries its own check can be found again in a file whose trees are broken.
/// </summary>
/// <param name="Value">The CRC so far.</param>
internal readonly record struct RowCheck(uint Value)
{
    /// <summary>The check of a table's rows, before their columns; each table has a number of its own.</summary>
    internal static RowCheck Of(byte table) => new(BitOperations.Crc32C(uint.MaxValue, table));

    internal RowCheck With(long number) => new(BitOperations.Crc32C(Value, (ulong)number));

    internal RowCheck With(long? number) => number is { } known ? With(1).With(known) : With(0);

    internal RowCheck With(string text)
    {
        const int Short = 80;
        Span<byte> utf8 = text.Length <= Short ? stackalloc byte[3 * Short] : new byte[3 * text.Length];
        return With(utf8[..System.Text.Encoding.UTF8.GetBytes(text, utf8)]);
    }

    internal RowCheck With(ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(Value, (uint)bytes.Length);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) crc = BitOperations.Crc32C(crc, word);
        foreach (var rest in bytes[(bytes.Length & ~7)..]) crc = BitOperations.Crc32C(crc, rest);
        return new RowCheck(crc);
    }
}
