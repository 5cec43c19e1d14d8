using System.Diagnostics.Metrics;
using CityKit.Core;

namespace CityKit.Edge.Forwarding;

/// <summary>Counters under the meter <c>CityKit.Edge</c>.</summary>
internal sealed class ForwarderMeter
{
    private readonly Counter<long> events;
    private readonly Counter<long> batches;
    private readonly Counter<long> failures;

    internal ForwarderMeter(Meter meter)
    {
        events = meter.CreateCounter<long>("citykit.edge.events.synced", "{event}", "Events the hub has taken.");
        batches = meter.CreateCounter<long>("citykit.edge.batches.synced", "{batch}", "Batches the hub has taken.");
        failures = meter.CreateCounter<long>("citykit.edge.batches.failed", "{batch}", "Batches the hub did not take, by answer.");
    }

    internal void Synced(Lane lane, int count)
    {
        var tag = new KeyValuePair<string, object?>("lane", Lanes.NameOf(lane));
        events.Add(count, tag);
        batches.Add(1, tag);
    }

    internal void Failed(HubAnswerKind kind) => failures.Add(1, new KeyValuePair<string, object?>("answer", kind.ToString()));
}
