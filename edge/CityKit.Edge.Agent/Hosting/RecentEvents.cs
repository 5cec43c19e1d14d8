using CityKit.Core;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>
/// The newest events that were kept, in memory, for someone at a sensor who wants to see that it speaks. Heartbeats are left out. Safe for
/// the loop and askers at once.
/// </summary>
internal sealed class RecentEvents
{
    /// <summary>How many are remembered.</summary>
    internal const int Most = 256;

    private readonly Lock gate = new();
    private readonly Queue<CityEvent> newest = new();
    private long last;

    /// <summary>The loop has put these on the disk.</summary>
    internal void Keep(IReadOnlyList<CityEvent> kept)
    {
        lock (gate)
            foreach (var one in kept)
            {
                if (one.Kind == EventKind.Heartbeat) continue;
                if (newest.Count == Most) newest.Dequeue();
                newest.Enqueue(one);
                last++;
            }
    }

    /// <summary>Those after a number, and the number of the newest.</summary>
    internal (long Last, IReadOnlyList<CityEvent> Events) After(long number)
    {
        lock (gate) return (last, [.. newest.Skip((int)Math.Clamp(newest.Count - (last - number), 0, newest.Count))]);
    }
}
