namespace CityKit.Edge.Serial;

/// <summary>
/// A scanner's serial line, and what was scanned and waits to be taken. When more than so many wait, further ones are given up.
/// </summary>
/// <typeparam name="T">What is kept of a line.</typeparam>
internal sealed class ScannerLine<T>(SerialPortOptions port, int mostWaiting) : IDisposable
{
    private readonly SerialLineReader reader = new(port);
    private readonly Queue<T> waiting = new();
    private readonly List<SerialText> lines = [];

    /// <summary>Takes what has come.</summary>
    /// <param name="keep">What is kept of a line.</param>
    /// <returns>False when the line is not there.</returns>
    internal bool Read(Func<SerialText, T> keep)
    {
        var present = reader.TryRead(lines);
        foreach (var line in lines.Take(mostWaiting - waiting.Count)) waiting.Enqueue(keep(line));
        lines.Clear();
        return present;
    }

    /// <summary>The oldest that waits.</summary>
    internal bool TryTake(out T? oldest) => waiting.TryDequeue(out oldest);

    public void Dispose() => reader.Dispose();
}
