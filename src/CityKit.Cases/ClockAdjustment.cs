using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases;

/// <summary>What moved a stage's deadline: an extension (延期) or a pause (挂账). Kept, so that the deadline can be calculated again.</summary>
/// <param name="From">When it began.</param>
/// <param name="Extension">The limit added; null for a pause.</param>
/// <param name="To">When the pause ended; null while it lasts, and for an extension.</param>
public sealed record ClockAdjustment(Instant From, WorkLimit? Extension, Instant? To)
{
    /// <summary>Whether this is a pause.</summary>
    public bool IsPause => Extension is null;
}
