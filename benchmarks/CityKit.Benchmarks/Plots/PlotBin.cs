using NodaTime;

namespace CityKit.Benchmarks.Plots;

/// <summary>What a series was in a part of its time.</summary>
/// <param name="At">Where the part begins.</param>
/// <param name="Low">The least value; 0 of an amount.</param>
/// <param name="High">The most, or the amount.</param>
/// <param name="Covered">How much of the part readings cover, 0 to 1.</param>
internal readonly record struct PlotBin(Instant At, double Low, double High, double Covered);
