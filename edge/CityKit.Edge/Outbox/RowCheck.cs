using System.Numerics;
using System.Runtime.InteropServices;
using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>
/// The check value (校验值) of a row: CRC-32C over its table and columns. SQLite checks the log's frames but not the pages of the file, where a
/// flipped bit in an event would go unseen; and a row that carries its own check can be found again in a file whose trees are broken.
/// </summary>
/// <param name="Value">The CRC so far.</param>
internal readonly record struct RowCheck(uint Value)
{
    internal static RowCheck Outbox { get; } = Of(2);

    internal static RowCheck Lanes { get; } = Of(3);

    internal static RowCheck Boots { get; } = Of(4);

    internal static RowCheck State { get; } = Of(5);

    internal static RowCheck Source { get; } = Of(6);

    internal static RowCheck Changes { get; } = Of(7);

    /// <summary>A lane's events belong to one outbox id; what is left of an earlier one is not taken for this one's.</summary>
    internal static RowCheck Events(Lane lane, OutboxId outbox) => Of((byte)lane).With((long)(ulong)(outbox.Value >> 64)).With((long)(ulong)outbox.Value);

    internal RowCheck With(long number) => new(BitOperations.Crc32C(Value, (ulong)number));

    internal RowCheck With(long? number) => number is { } known ? With(1).With(known) : With(0);

    internal RowCheck With(ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(Value, (uint)bytes.Length);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) crc = BitOperations.Crc32C(crc, word);
        foreach (var rest in bytes[(bytes.Length & ~7)..]) crc = BitOperations.Crc32C(crc, rest);
        return new RowCheck(crc);
    }

    private static RowCheck Of(byte table) => new(BitOperations.Crc32C(uint.MaxValue, table));
}
