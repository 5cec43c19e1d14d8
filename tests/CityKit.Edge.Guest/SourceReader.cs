using CityKit.Edge.Gpio;

namespace CityKit.Edge.Guest;

/// <summary>Reads a source on a thread of its own, as the edge's loop does, and logs its edges.</summary>
internal sealed class SourceReader : IDisposable
{
    private readonly ILineSource source;
    private readonly EdgeLog log;
    private readonly Thread thread;
    private volatile bool stopped;
    private uint last;

    internal SourceReader(ILineSource source, EdgeLog log)
    {
        (this.source, this.log) = (source, log);
        thread = new Thread(Read);
        thread.Start();
    }

    public void Dispose()
    {
        stopped = true;
        thread.Join();
        source.Dispose();
    }

    private void Read()
    {
        for (var buffer = new LineEvent[64]; !stopped;)
            foreach (var edge in buffer.AsSpan(0, source.Read(buffer, TimeSpan.FromMilliseconds(250)).Count)) Take(edge);
    }

    private void Take(LineEvent edge)
    {
        log.Report(edge.LineSequence - last - 1);
        last = edge.LineSequence;
        log.Add(edge.Nanoseconds);
    }
}
