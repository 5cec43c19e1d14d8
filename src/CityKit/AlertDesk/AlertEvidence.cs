using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>One thing that decided an alert (告警证据), in the units of the sensor's register entry.</summary>
/// <param name="Condition">What the rule looked for, in the words of its file.</param>
/// <param name="Source">The device and sensor that turned it.</param>
/// <param name="At">When.</param>
public sealed record AlertEvidence(string Condition, string Source, Instant At)
{
    /// <summary>The number that decided, such as <c>0.012 m3</c>; null when none did.</summary>
    public string? Value { get; init; }

    /// <summary>The limit as the rule's file has it; null when nothing was compared.</summary>
    public string? Limit { get; init; }

    /// <summary>How much of the window was really covered, in permille; null when no window was judged.</summary>
    public int? CoveragePermille { get; init; }
}
