using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>What one reading of a register adds. <c>default</c> adds nothing.</summary>
/// <param name="Kind">What it turned out to be.</param>
/// <param name="At">When it was read.</param>
/// <param name="Span">The time since the reading before; zero unless there is an interval to use.</param>
/// <param name="Amount">What went through in that time, in the smallest unit; 0 unless there is an interval to use.</param>
public readonly record struct RegisterStep(RegisterStepKind Kind, Instant At, Duration Span, long Amount)
{
    /// <summary>
    /// What the register showed before, in the smallest unit: for a doubtful reading the last good one, for a correction the value that it
    /// replaces.
    /// </summary>
    public long? Known { get; init; }

    /// <summary>For a correction: the intervals that are remembered, as they were.</summary>
    public IReadOnlyList<RegisterInterval> Before { get => field ?? []; init; }

    /// <summary>For a correction: the same intervals with the corrected value.</summary>
    public IReadOnlyList<RegisterInterval> After { get => field ?? []; init; }
}
