using NodaTime;

namespace CityKit.Cases;

/// <summary>One person's report of what an item is about (上报).</summary>
/// <param name="Id">The report's id, unique among all reports.</param>
/// <param name="Reporter">Who made it, the actor's id: they hear how the item ends.</param>
/// <param name="At">When it came.</param>
public sealed record WorkReport(string Id, string Reporter, Instant At);
