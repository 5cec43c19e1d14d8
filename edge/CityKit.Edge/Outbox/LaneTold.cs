namespace CityKit.Edge.Outbox;

/// <summary>What was reported of a lane.</summary>
/// <param name="Last">The last sequence committed.</param>
/// <param name="Answered">The last sequence the hub answered for, as the file says.</param>
/// <param name="Falls">How often the hub had fallen back by then.</param>
internal readonly record struct LaneTold(long Last, long Answered, long Falls);
