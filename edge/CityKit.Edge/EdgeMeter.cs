using System.Diagnostics.Metrics;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;

namespace CityKit.Edge;

/// <summary>What the loop and the outbox count, under the meter <c>CityKit.Edge</c>; read only when somebody listens.</summary>
internal static class EdgeMeter
{
    internal static void Add(Meter meter, EdgeLoop loop, EventOutbox outbox)
    {
        meter.CreateObservableCounter("citykit.edge.edges", () => loop.Status.Edges, "{edge}", "Edges seen.");
        meter.CreateObservableCounter("citykit.edge.events", () => loop.Status.Events, "{event}", "Events made.");
        meter.CreateObservableCounter("citykit.edge.detector.faults", () => loop.Status.DetectorFaults, "{fault}", "Detectors that failed and were begun anew.");
        meter.CreateObservableCounter("citykit.edge.outbox.dropped", () => outbox.Status.Dropped, "{event}", "Events that a full outbox gave up.");
        meter.CreateObservableCounter("citykit.edge.outbox.written", () => outbox.Status.BytesWritten, "By", "Bytes handed to the disk.");
        meter.CreateObservableGauge("citykit.edge.outbox.rows", () => Rows(outbox.Status), "{event}", "Events that wait for the hub.");
    }

    private static IEnumerable<Measurement<long>> Rows(OutboxStatus status) =>
    [
        new(status.Alarm.Rows, new KeyValuePair<string, object?>("lane", "alarm")),
        new(status.Reading.Rows, new KeyValuePair<string, object?>("lane", "reading")),
    ];
}
