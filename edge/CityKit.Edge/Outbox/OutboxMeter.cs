using System.Diagnostics.Metrics;

namespace CityKit.Edge.Outbox;

/// <summary>
/// The outbox under the meter <c>CityKit.Edge</c>: what it keeps, what it gave up, and how much of the flash's life it uses.
/// </summary>
internal static class OutboxMeter
{
    internal static void Watch(Meter meter, EventOutbox outbox)
    {
        meter.CreateObservableCounter("citykit.edge.outbox.bytes.written", () => outbox.Status.BytesWritten, "By",
            "Bytes handed to the disk, write-ahead log counted, the checkpoint's copy not.");
        meter.CreateObservableCounter("citykit.edge.outbox.events.written", () => outbox.Status.EventsWritten, "{event}",
            "Events committed.");
        meter.CreateObservableCounter("citykit.edge.outbox.events.dropped", () => outbox.Status.Dropped, "{event}",
            "Readings given up because the outbox was full.");
        meter.CreateObservableGauge("citykit.edge.outbox.bytes.per.event", () => outbox.Status.BytesWrittenPerEvent, "By/{event}",
            "Bytes written for each event since the start: flash wear.");
        meter.CreateObservableGauge("citykit.edge.outbox.events.kept", () => Kept(outbox.Status), "{event}",
            "Events the hub has not answered for, by lane.");
    }

    private static IEnumerable<Measurement<long>> Kept(OutboxStatus status) =>
    [
        new(status.Alarm.Rows, new KeyValuePair<string, object?>("lane", "alarm")),
        new(status.Reading.Rows, new KeyValuePair<string, object?>("lane", "reading")),
    ];
}
