using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>One thing that decided an alert (告警证据).</summary>
/// <param name="Condition">What the rule looked for, in the words of its file.</param>
/// <param name="Source">The device and sensor.</param>
/// <param name="At">When.</param>
public sealed record LinkEvidence(string Condition, string Source, Instant At)
{
    /// <summary>The number that decided, with its unit.</summary>
    public string? Value { get; init; }

    /// <summary>The limit as the file has it.</summary>
    public string? Limit { get; init; }

    /// <summary>How much of the window was covered, in permille.</summary>
    public int? CoveragePermille { get; init; }
}
