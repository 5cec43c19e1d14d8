using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>What one reading of a register adds.</summary>
/// <param name="Kind">What it turned out to be.</param>
/// <param name="At">When it was read.</param>
/// <param name="Span">The time since the reading before; zero unless it is an interval.</param>
/// <param name="Amount">What went through in that time, in the smallest unit; 0 unless it is an interval.</param>
public readonly record struct RegisterStep(RegisterStepKind Kind, Instant At, Duration Span, long Amount);
