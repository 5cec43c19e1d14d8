using CityKit.Edge.Gpio;

namespace CityKit.Edge.Testing;

/// <summary>Reads a source and holds every read to what a read promises.</summary>
internal sealed class BenchReader(ILineSource source, int bufferSize, bool takeChanges = true)
{
    private const int MostReads = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(20);
    private readonly LineEvent[] buffer = new LineEvent[bufferSize];
    private long until = long.MinValue;
    private long position = long.MinValue;

    internal List<LineEvent> Edges { get; } = [];

    internal List<LinePresence> Changes { get; } = [];

    internal static List<LineEvent> ReadTo(ILineBench bench, long nanoseconds, int bufferSize = 64, bool takeChanges = true)
    {
        var reader = new BenchReader(bench.Source, bufferSize, takeChanges);
        reader.ReadTo(bench, nanoseconds);
        return reader.Edges;
    }

    internal static void ReadUntil(ILineBench bench, Func<bool> condition) =>
        new BenchReader(bench.Source, 64, takeChanges: false).ReadWhile(bench, () => !condition(), "a condition");

    /// <summary>Reads until all up to a moment is known.</summary>
    internal void ReadTo(ILineBench bench, long nanoseconds) => ReadWhile(bench, () => until < nanoseconds, $"{nanoseconds} ns");

    /// <summary>Reads until so many changes of presence were told.</summary>
    internal void ReadToChanges(ILineBench bench, int count) =>
        ReadWhile(bench, () => Changes.Count < count, $"{count} changes of presence");

    internal void Read(TimeSpan timeout)
    {
        var read = source.Read(buffer, timeout);
        foreach (var edge in buffer.AsSpan(0, read.Count)) Take(edge, read);
        Expect.True(read.Until >= until, $"Until {read.Until} does not go back behind {until}");
        Expect.True(read.Position >= position, $"the position {read.Position} does not go back behind {position}");
        (until, position) = (read.Until, read.Position);
        while (takeChanges && source.TakePresence() is { } change) Take(change);
    }

    private void ReadWhile(ILineBench bench, Func<bool> more, string what)
    {
        for (var reads = 0; more(); reads++)
        {
            if (reads == MostReads) throw new ConformanceException($"{MostReads} reads did not come to {what}; Until is {until}.");
            bench.Pass(TimeSpan.FromTicks(1));
            Read(Longest);
        }
    }

    private void Take(in LineEvent edge, in LineRead read)
    {
        Expect.True(edge.Nanoseconds > until, $"an edge at {edge.Nanoseconds} comes after {until}, up to which all was said to be known");
        Expect.True(edge.Nanoseconds <= read.Until, $"an edge at {edge.Nanoseconds} lies within its read's Until, {read.Until}");
        Expect.True(Edges.Count == 0 || Edges[^1].Nanoseconds <= edge.Nanoseconds, "edges come in time order");
        Edges.Add(edge);
    }

    private void Take(LinePresence change)
    {
        Expect.True(change.Nanoseconds > until, $"a change at {change.Nanoseconds} comes after everything told, {until}");
        Changes.Add(change);
    }
}
