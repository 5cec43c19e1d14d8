using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>The state of the outbox, for health pages and totals.</summary>
/// <param name="Id">The outbox's id.</param>
/// <param name="Alarm">The alarm lane.</param>
/// <param name="Reading">The reading lane.</param>
/// <param name="Produced">Events ever put in, also under earlier ids (those the hub had taken).</param>
/// <param name="Dropped">Events given up since this process opened the outbox.</param>
/// <param name="SetAside">Events kept back because the hub could not read them.</param>
/// <param name="BytesWritten">Bytes handed to the disk since this process opened the outbox, write-ahead log counted.</param>
/// <param name="EventsWritten">Events committed since then.</param>
public sealed record OutboxStatus(OutboxId Id, LaneStatus Alarm, LaneStatus Reading, long Produced, long Dropped, long SetAside,
    long BytesWritten, long EventsWritten)
{
    /// <summary>How often, since this process opened the outbox, the hub no longer had what it had answered for.</summary>
    public long HubFalls { get; init; }

    /// <summary>What it had lost the last time; null when it never did.</summary>
    public HubFall? LastFall { get; init; }

    /// <summary>Bytes written for each event, housekeeping counted; 0 before the first.</summary>
    public long BytesWrittenPerEvent => EventsWritten == 0 ? 0 : BytesWritten / EventsWritten;
}
