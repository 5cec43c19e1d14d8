using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>What went through a register between two reads (区间用量). <c>default</c> is empty, at 1970-01-01.</summary>
/// <param name="Start">The earlier read.</param>
/// <param name="End">The later read.</param>
/// <param name="Amount">What went through, in the smallest unit.</param>
public readonly record struct RegisterInterval(Instant Start, Instant End, long Amount);
