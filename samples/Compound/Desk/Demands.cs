using System.Text.Json.Nodes;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.Desk;

/// <summary>
/// What people at the desk want to happen, until the driver has it: it asks once a second, and has what it was given when it asks again.
/// </summary>
internal sealed class Demands
{
    private const int MostWaiting = 20;
    private readonly Lock gate = new();
    private List<Wanted> waiting = [];
    private List<Wanted> given = [];

    private sealed record Wanted(Demand Demand, TaskCompletionSource Taken);

    /// <summary>Lets something happen within moments.</summary>
    /// <returns>Completes when the driver has it; null when so much is waiting already that it was not taken.</returns>
    public Task? TryAdd(Demand demand)
    {
        lock (gate)
        {
            if (waiting.Count >= MostWaiting) return null;
            var wanted = new Wanted(demand, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            waiting.Add(wanted);
            return wanted.Taken.Task;
        }
    }

    /// <summary>What has been wanted since the last time, for the control line.</summary>
    public JsonArray Take()
    {
        lock (gate)
        {
            foreach (var wanted in given) wanted.Taken.TrySetResult();
            (given, waiting) = (waiting, []);
            return [.. given.Select(wanted => (JsonNode)wanted.Demand.ToString())];
        }
    }
}
