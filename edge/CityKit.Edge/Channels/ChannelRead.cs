namespace CityKit.Edge.Channels;

/// <summary>
/// What reading a channel gave: a number in the channel's smallest unit, or why there is none. <c>default</c> is the number 0.
/// </summary>
/// <param name="Value">The number; 0 when there is none.</param>
/// <param name="Problem">Why there is none, such as <c>gone</c>; null when there is one. At most 32 characters.</param>
public readonly record struct ChannelRead(long Value, string? Problem = null)
{
    /// <summary>A code that was scanned; null for channels that are no scanner, and when none was.</summary>
    public ScannedCode? Code { get; init; }

    /// <summary>A code that was scanned at a gate; null for other channels, and when none was.</summary>
    public ScannedPass? Pass { get; init; }

    /// <summary>What is read is not there: a module not loaded, a sensor unplugged.</summary>
    public const string Gone = "gone";

    /// <summary>It is there and cannot be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>What was read is no number, or failed its own check.</summary>
    public const string Garbled = "garbled";

    /// <summary>Two sensors answer to the path, and which is meant is not known.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>What reads it threw; a fault of the program or of a driver.</summary>
    public const string Fault = "fault";

    /// <summary>A reading has not come back for 10 s.</summary>
    public const string Hangs = "hangs";

    /// <summary>No number, and why.</summary>
    public static ChannelRead None(string problem) => new(0, problem);
}
