using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>One request of a set.</summary>
/// <param name="Time">The time of day, local to the set.</param>
/// <param name="East">How far east in the set's extent, 0 to 1.</param>
/// <param name="North">How far north, 0 to 1.</param>
/// <param name="Kind">What it is taken for.</param>
internal sealed record Request(LocalTime Time, double East, double North, CaseKind Kind);
