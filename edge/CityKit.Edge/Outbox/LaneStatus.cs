namespace CityKit.Edge.Outbox;

/// <summary>The state of a lane of the outbox. <c>default</c> is an empty lane.</summary>
/// <param name="Last">The last sequence given.</param>
/// <param name="Cursor">The last sequence the hub answered for.</param>
/// <param name="Rows">Rows that wait for the hub's answer.</param>
/// <param name="Bytes">Their bytes, housekeeping counted.</param>
public readonly record struct LaneStatus(long Last, long Cursor, long Rows, long Bytes)
{
    /// <summary>Rows the hub answered for that are still kept, to be sent again to a hub that lost them.</summary>
    public long Tail { get; init; }
}
