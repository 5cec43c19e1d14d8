namespace CityKit.Edge.Outbox;

/// <summary>What was told of a lane.</summary>
/// <param name="Last">The last sequence committed.</param>
/// <param name="Cursor">The last sequence the hub answered for.</param>
internal readonly record struct LaneTold(long Last, long Cursor);
