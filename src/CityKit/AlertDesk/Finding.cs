using CityKit.Core;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>Something that was not seen or could not be decided (存疑记录): kept, shown, and good for another try.</summary>
/// <param name="Journal">The journal entry it comes from.</param>
/// <param name="Code">What it is: <c>undecided</c>, <c>blind</c>, <c>dropped</c>, <c>line-gap</c>, <c>incomplete</c>,
/// <c>provisional</c>, <c>unreadable</c>, <c>no-consent</c>, <c>rule-restarted</c>, <c>too-late</c>, <c>consent-withdrawn</c>,
/// <c>automatic-stopped</c>.</param>
/// <param name="Source">The device and sensor, or the feed and register.</param>
/// <param name="From">The start of what it covers.</param>
/// <param name="To">The end of what it covers.</param>
/// <param name="Reason">Why.</param>
public sealed record Finding(long Journal, string Code, string Source, Instant? From, Instant? To, LocalizedText Reason)
{
    /// <summary>Which of the findings of that entry it is, from 0.</summary>
    public int Ordinal { get; init; }

    /// <summary>When the hub made it; null of one that a version before made.</summary>
    public Instant? At { get; init; }
}
