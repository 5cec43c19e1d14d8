namespace CityKit.Cli;

/// <summary>
/// One line on the error output while work goes on: rewritten once a second for a person, a new line each ten seconds in a log.
/// </summary>
/// <param name="terminal">Where it is shown.</param>
internal sealed class LiveLine(Terminal terminal)
{
    private TimeSpan shown;

    /// <summary>Whether it is time to say more; if so, <see cref="Show"/> must follow.</summary>
    /// <param name="elapsed">Since the work began.</param>
    internal bool IsDue(TimeSpan elapsed)
    {
        if (elapsed - shown < TimeSpan.FromSeconds(terminal.IsLive ? 1 : 10)) return false;
        shown = elapsed;
        return true;
    }

    internal void Show(string text)
    {
        if (terminal.IsLive) terminal.Error.Write($"\r{text}\u001b[K");
        else terminal.Error.WriteLine(text);
    }

    /// <summary>Clears the line, so that the next message is alone on its line.</summary>
    internal void End()
    {
        if (terminal.IsLive && shown > TimeSpan.Zero) terminal.Error.Write("\r\u001b[K");
    }
}
