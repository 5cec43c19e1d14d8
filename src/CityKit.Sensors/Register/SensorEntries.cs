namespace CityKit.Sensors.Register;

/// <summary>The entries of a block, read from its bytes the first time they are asked for. Safe to use from any thread.</summary>
internal sealed class SensorEntries
{
    private readonly ReadOnlyMemory<byte> bytes;
    private Sensor[]? entries;

    internal SensorEntries(Sensor[] entries) => (this.entries, Count) = (entries, entries.Length);

    /// <param name="bytes">The block as <see cref="SensorBlockState"/> has it.</param>
    /// <param name="count">How many entries it has.</param>
    internal SensorEntries(ReadOnlyMemory<byte> bytes, int count) => (this.bytes, Count) = (bytes, count);

    internal int Count { get; }

    /// <summary>By key, then by time.</summary>
    /// <exception cref="FormatException">The bytes are damaged.</exception>
    internal Sensor[] All => entries ??= SensorBlockState.ReadEntries(bytes.Span);

    internal ReadOnlyMemory<byte> ToBytes(SensorKey first) => bytes.IsEmpty ? SensorBlockState.Write(first, All) : bytes;

    /// <summary>The entries of one key.</summary>
    internal ArraySegment<Sensor> Of(SensorKey key)
    {
        var all = All;
        var from = FirstAt(all, key);
        var to = from;
        while (to < all.Length && all[to].Key == key) to++;
        return new ArraySegment<Sensor>(all, from, to - from);
    }

    /// <summary>These entries with others of one key in the place of its own.</summary>
    internal Sensor[] With(SensorKey key, IReadOnlyCollection<Sensor> periods)
    {
        var own = Of(key);
        return [.. All[..own.Offset], .. periods, .. All[(own.Offset + own.Count)..]];
    }

    private static int FirstAt(Sensor[] all, SensorKey key)
    {
        var (from, to) = (0, all.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (all[middle].Key.CompareTo(key) < 0) from = middle + 1;
            else to = middle;
        }
        return from;
    }
}
