namespace CityKit.Edge.Gpio.Linux;

/// <summary>A line could not be had from the kernel (线路不可用). The message says which, why, and what to do, in English and Chinese.</summary>
public sealed class LineUnavailableException : IOException
{
    /// <summary>A line that could not be had.</summary>
    /// <param name="line">Our name of the line.</param>
    /// <param name="reason">Why, as one of the words of <see cref="LinePresence.Reason"/>.</param>
    /// <param name="message">For people.</param>
    /// <param name="holder">The program that has the line; null when nobody has, or it is not known.</param>
    public LineUnavailableException(string line, string reason, string message, string? holder = null) : base(message) =>
        (Line, Reason, Holder) = (line, reason, holder);

    /// <summary>Our name of the line.</summary>
    public string Line { get; }

    /// <summary>Why: <c>chip-away</c>, <c>line-taken</c> or <c>line-refused</c>.</summary>
    public string Reason { get; }

    /// <summary>The consumer name of the program that has the line; null when nobody has, or it is not known.</summary>
    public string? Holder { get; }
}
