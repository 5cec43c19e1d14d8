using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Evidence;

/// <summary>What an evidence file holds (证据内容): one detection, the raw edges around it, and where its pictures are.</summary>
/// <param name="Device">The device.</param>
/// <param name="Boot">The boot whose clock stamped the edges.</param>
/// <param name="Zero">Wall time of that clock's zero; null when it was not known.</param>
/// <param name="Quality">How far the wall time can be trusted.</param>
/// <param name="Detection">The event that the detector reported.</param>
/// <param name="From">The first moment covered, monotonic nanoseconds.</param>
/// <param name="To">The last moment covered.</param>
/// <param name="Lines">The lines whose edges are kept.</param>
/// <param name="Edges">Their edges, in time order.</param>
/// <param name="Clip">Where the pictures are; null for none.</param>
/// <param name="IsWhole">False when edges of the time covered were given up, or nobody watched in part of it.</param>
public sealed record EvidenceRecord(DeviceId Device, BootId Boot, Instant? Zero, ClockQuality Quality, CityEvent Detection, long From,
    long To, IReadOnlyList<string> Lines, IReadOnlyList<EvidenceEdge> Edges, EvidenceClip? Clip, bool IsWhole)
{
    /// <summary>The most edges that a file holds.</summary>
    public const int MaxEdges = 65_536;

    /// <summary>Begin and end of the clip on the recorder's clock; null when there is no clip, or no wall time.</summary>
    public (Instant From, Instant To)? ClipTimes => Clip is { } clip && Zero is { } zero
        ? (At(zero, -EvidenceClip.NanosecondsBefore, clip), At(zero, EvidenceClip.NanosecondsAfter, clip))
        : null;

    private Instant At(Instant zero, long around, EvidenceClip clip) =>
        zero.PlusNanoseconds(Detection.Time.Nanoseconds + around) + Duration.FromMilliseconds(clip.OffsetMilliseconds);
}
