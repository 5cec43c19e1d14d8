namespace CityKit.Edge.Guest;

/// <summary>When each edge of one line happened, as its reader says.</summary>
internal sealed class EdgeLog(int most)
{
    private readonly long[] at = new long[most];
    private int count;

    internal int Count => Volatile.Read(ref count);

    /// <summary>How many edges the reader said were dropped.</summary>
    internal long Reported { get; private set; }

    internal void Add(long nanoseconds)
    {
        if (count < at.Length) at[count] = nanoseconds;
        Volatile.Write(ref count, count + 1);
    }

    internal void Report(long dropped) => Reported += dropped;

    /// <summary>Forgets all.</summary>
    internal void Clear() => (count, Reported) = (0, 0);

    /// <summary>The times between two edges, in µs, the shortest first.</summary>
    internal double[] Intervals()
    {
        var times = at[..Math.Min(count, at.Length)];
        return [.. times.Zip(times.Skip(1), (a, b) => (b - a) / 1e3).Order()];
    }
}
