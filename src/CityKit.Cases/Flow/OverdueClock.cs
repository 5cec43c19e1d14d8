using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>A clock that will be overdue.</summary>
/// <param name="Due">When the mark comes.</param>
/// <param name="Name">Its name; null for the stage's.</param>
/// <param name="Assignment">Whose it is; null for the item's own.</param>
internal sealed record OverdueClock(Instant Due, string? Name, Assignment? Assignment);
