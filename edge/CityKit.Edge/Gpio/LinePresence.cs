namespace CityKit.Edge.Gpio;

/// <summary>A line that went away, with its chip, or came back (线路失联与恢复). <c>default</c> is line 0, away at 0.</summary>
/// <param name="Line">Index in <see cref="ILineSource.Lines"/>.</param>
/// <param name="Present">True when it came back.</param>
/// <param name="Nanoseconds">When it was noticed, on the source's clock.</param>
/// <param name="Reason">Why it is away: <c>chip-away</c> (not plugged in), <c>line-taken</c> (another program has it), <c>line-refused</c>
/// (the kernel says no).</param>
public readonly record struct LinePresence(int Line, bool Present, long Nanoseconds, string Reason);
