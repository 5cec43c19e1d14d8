namespace CityKit.Edge.Evidence;

/// <summary>
/// Where the pictures of a moment are (录像引用): a recorder's channel, on the recorder's own clock. No picture, and nobody's name.
/// </summary>
/// <param name="Recorder">The recorder, such as <c>nvr1</c>; at most 64 UTF-8 bytes.</param>
/// <param name="Channel">Its channel; at most 64 UTF-8 bytes.</param>
/// <param name="OffsetMilliseconds">How far the recorder's clock is ahead of the device's.</param>
public sealed record EvidenceClip(string Recorder, string Channel, long OffsetMilliseconds)
{
    /// <summary>How long before the detection the clip begins.</summary>
    public const long NanosecondsBefore = 15_000_000_000;

    /// <summary>How long after the detection the clip ends.</summary>
    public const long NanosecondsAfter = 5_000_000_000;
}
