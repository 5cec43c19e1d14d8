using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>A stretch of working hours.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when.</param>
public sealed record LinkSpan(Instant From, Instant To);
