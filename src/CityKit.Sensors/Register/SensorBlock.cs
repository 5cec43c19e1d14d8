namespace CityKit.Sensors.Register;

/// <summary>A stretch of the register: all entries from its first key up to the first key of the next block.</summary>
/// <param name="First">Where it begins; no entry of it has an earlier key, one that had this key may be gone.</param>
/// <param name="Entries">Its entries, by key, then by time.</param>
internal readonly record struct SensorBlock(SensorKey First, SensorEntries Entries)
{
    /// <summary>
    /// One that has more is divided. SQLite keeps a row of up to 1,000 bytes in its page; a longer one is read whole when a search only
    /// passes it.
    /// </summary>
    internal const int Most = 24;

    internal static IComparer<SensorBlock> Order { get; } = Comparer<SensorBlock>.Create((a, b) => a.First.CompareTo(b.First));

    internal static SensorBlock Of(Sensor[] entries) => new(entries[0].Key, new SensorEntries(entries));

    /// <summary>Entries in blocks of at most so many, but for a key with more periods: all of one key are in one block.</summary>
    internal static IEnumerable<SensorBlock> Divide(Sensor[] sorted, int most)
    {
        for (var from = 0; from < sorted.Length;)
        {
            var to = Math.Min(from + most, sorted.Length);
            while (to < sorted.Length && sorted[to].Key == sorted[to - 1].Key) to++;
            yield return Of(sorted[from..to]);
            from = to;
        }
    }
}
