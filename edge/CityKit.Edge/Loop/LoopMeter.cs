using System.Diagnostics.Metrics;

namespace CityKit.Edge.Loop;

/// <summary>What the loop counts, under the meter <c>CityKit.Edge</c>; read only when somebody listens.</summary>
internal static class LoopMeter
{
    internal static void Watch(Meter meter, EdgeLoop loop)
    {
        meter.CreateObservableCounter("citykit.edge.edges", () => loop.Status.Edges, "{edge}", "Edges seen.");
        meter.CreateObservableCounter("citykit.edge.events", () => loop.Status.Events, "{event}", "Events made.");
        meter.CreateObservableCounter("citykit.edge.detector.faults", () => loop.Status.DetectorFaults, "{fault}",
            "Detectors that failed and were restarted.");
        meter.CreateObservableCounter("citykit.edge.channel.samples.dropped", () => loop.Status.SamplesDropped, "{sample}",
            "Samples of channels that the loop did not take in time.");
        meter.CreateObservableCounter("citykit.edge.evidence.refused", () => loop.Status.EvidenceRefused, "{detection}",
            "Detections whose evidence was not kept.");
    }
}
