using NodaTime;

namespace CityKit.Desk.Why;

/// <summary>A reading, or several of a short time together, in the sensor's unit.</summary>
/// <param name="From">From when it covers; its own moment for a reading of a moment.</param>
/// <param name="At">When.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
/// <param name="Sum">All of them added up.</param>
/// <param name="Count">How many they are.</param>
public sealed record ReadingPoint(Instant From, Instant At, decimal Least, decimal Most, decimal Sum, int Count);
