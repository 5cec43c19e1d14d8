using System.Globalization;

namespace CityKit.Cli;

/// <summary>One line on the error output that says how far long work is: rewritten once a second for a person, a new line each ten seconds in a log.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="unit">What is counted, such as <c>rows</c>.</param>
/// <param name="total">How many there will be; null when that is not known.</param>
internal sealed class ProgressLine(Terminal terminal, string unit, long? total)
{
    private readonly long began = terminal.Time.GetTimestamp();
    private TimeSpan shown;

    /// <summary>Says how many are done, if it is time to.</summary>
    internal void Report(long done)
    {
        var elapsed = terminal.Time.GetElapsedTime(began);
        if (elapsed - shown < TimeSpan.FromSeconds(terminal.IsLive ? 1 : 10)) return;
        shown = elapsed;
        var text = Text(done, elapsed);
        if (terminal.IsLive) terminal.Error.Write($"\r{text}\u001b[K");
        else terminal.Error.WriteLine(text);
    }

    /// <summary>Clears the line, so that the next message stands alone.</summary>
    internal void End()
    {
        if (terminal.IsLive && shown > TimeSpan.Zero) terminal.Error.Write("\r\u001b[K");
    }

    private string Text(long done, TimeSpan elapsed)
    {
        var rate = done / elapsed.TotalSeconds;
        var text = string.Create(CultureInfo.InvariantCulture, $"{done:N0}{(total is { } all ? $" of {all:N0}" : "")} {unit}, {rate:N0}/s");
        return total is { } end && done > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", {Math.Max(0, end - done) / rate:N0} s left") : text;
    }
}
