using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.Desk;

/// <summary>What people at the desk want to happen, until the driver asks the next time.</summary>
internal sealed class Demands
{
    private const int MostWaiting = 20;
    private readonly ConcurrentQueue<Demand> waiting = new();

    /// <summary>Lets something happen within moments.</summary>
    /// <returns>False when so much is waiting already that it was not taken.</returns>
    public bool TryAdd(Demand demand)
    {
        if (waiting.Count >= MostWaiting) return false;
        waiting.Enqueue(demand);
        return true;
    }

    /// <summary>What has been wanted since the last time, for the control line.</summary>
    public JsonArray Take()
    {
        var taken = new JsonArray();
        while (waiting.TryDequeue(out var demand)) taken.Add(demand.ToString());
        return taken;
    }
}
