namespace CityKit.Edge.Outbox;

/// <summary>How a lane of the outbox stands.</summary>
/// <param name="Last">The last sequence given.</param>
/// <param name="Cursor">The last sequence the hub answered for.</param>
/// <param name="Rows">Rows still kept.</param>
/// <param name="Bytes">Bytes still kept, housekeeping counted.</param>
public readonly record struct LaneStatus(long Last, long Cursor, long Rows, long Bytes);
