using System.Diagnostics.Metrics;
using CityKit.Partitions;

namespace CityKit.Orleans.Hosting;

/// <summary>The node's counters, under the name <c>CityKit</c>.</summary>
internal sealed class ClusterMeter : IDisposable
{
    private const string Name = "CityKit";
    private readonly Meter meter;
    private readonly Counter<long> calls;
    private readonly Counter<long> handOvers;

    /// <param name="hubs">The partitions that are open here.</param>
    /// <param name="meters">Makes the meter, in a host that has one.</param>
    internal ClusterMeter(LocalHubs hubs, IMeterFactory? meters)
    {
        meter = meters?.Create(Name) ?? new Meter(Name);
        calls = meter.CreateCounter<long>("citykit.cluster.calls", description: "What was asked of partitions, by where their hubs are.");
        handOvers = meter.CreateCounter<long>("citykit.cluster.handovers", description: "Partitions that this node handed to another.");
        meter.CreateObservableGauge("citykit.cluster.partitions", () => hubs.Open.Count, description: "Partitions that are open here.");
    }

    internal void Called(PartitionId partition, bool isHere)
    {
        if (calls.Enabled) calls.Add(1, Of(partition), new("road", isHere ? "here" : "far"));
    }

    internal void HandedOver(PartitionId partition)
    {
        if (handOvers.Enabled) handOvers.Add(1, Of(partition));
    }

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Of(PartitionId partition) => new("citykit.partition", partition.ToString());
}
