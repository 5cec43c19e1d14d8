using CityKit.Core;

namespace CityKit.Desk.Map.PmTiles;

/// <summary>A directory of a PMTiles file: entries by the number of their first tile.</summary>
internal sealed class PmTilesDirectory(PmTilesEntry[] entries)
{
    private const int LeastBytes = 4; // of an entry: four numbers

    /// <summary>The last entry that begins at a tile or before it; null when none does.</summary>
    internal PmTilesEntry? Find(ulong tile)
    {
        var (from, until) = (0, entries.Length);
        while (from < until)
        {
            var middle = from + (until - from) / 2;
            if (entries[middle].First <= tile) from = middle + 1;
            else until = middle;
        }
        return from == 0 ? null : entries[from - 1];
    }

    /// <summary>
    /// Reads one, unpacked: the number of entries, then all first tiles as differences, all runs, all lengths, all offsets.
    /// </summary>
    internal static PmTilesDirectory? Read(ReadOnlySpan<byte> bytes, out LocalizedText? problem)
    {
        var numbers = new VarintReader(bytes);
        var count = numbers.Next();
        if (count > (ulong)(bytes.Length / LeastBytes)) numbers.Fail();
        var entries = new PmTilesEntry[numbers.HasFailed ? 0 : (int)count];
        ReadFirsts(ref numbers, entries);
        foreach (ref var entry in entries.AsSpan()) entry = entry with { Run = numbers.NextInt() };
        foreach (ref var entry in entries.AsSpan()) entry = entry with { Length = numbers.NextInt() };
        ReadOffsets(ref numbers, entries);
        problem = numbers.HasFailed ? PmTilesWords.BadDirectory(numbers.At) : null;
        return problem is null ? new PmTilesDirectory(entries) : null;
    }

    private static void ReadFirsts(ref VarintReader numbers, PmTilesEntry[] entries)
    {
        var first = 0UL;
        for (var i = 0; i < entries.Length; i++)
        {
            var more = numbers.Next();
            if (i > 0 && more == 0) numbers.Fail(); // two entries of one tile
            entries[i] = new PmTilesEntry(first += more, 0, 0, 0);
        }
    }

    /// <summary>0 says that an entry follows the one before.</summary>
    private static void ReadOffsets(ref VarintReader numbers, PmTilesEntry[] entries)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            var offset = numbers.Next();
            if (i == 0 && offset == 0) numbers.Fail();
            entries[i] = entries[i] with { Offset = offset > 0 ? offset - 1 : i > 0 ? entries[i - 1].Offset + entries[i - 1].Length : 0 };
        }
    }
}
