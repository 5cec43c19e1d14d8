namespace CityKit.Sensors.Engine;

/// <summary>
/// The groups of a device by the time that they need. An entry may be earlier than what is needed by now; then it is put back when it is
/// taken.
/// </summary>
internal sealed class GroupQueue
{
    private readonly PriorityQueue<RuleGroup, long> queue = new();
    private readonly Dictionary<RuleGroup, long> queued = [];

    /// <summary>All groups that the device is of.</summary>
    internal HashSet<RuleGroup> All { get; } = [];

    /// <summary>Those that came since the device's time was moved.</summary>
    internal List<RuleGroup> Fresh { get; } = [];

    /// <summary>Puts a group where it belongs after it changed.</summary>
    internal void Update(RuleGroup group, long needs)
    {
        if (needs >= queued.GetValueOrDefault(group, Watch.Never)) return;
        queued[group] = needs;
        queue.Enqueue(group, needs);
    }

    /// <summary>Takes out the groups that may need no more than a time, in order.</summary>
    internal List<RuleGroup> Take(long to)
    {
        var due = new List<RuleGroup>();
        while (queue.TryPeek(out var group, out var at) && at <= to)
        {
            queue.Dequeue();
            if (!queued.TryGetValue(group, out var known) || known != at) continue;
            queued.Remove(group);
            if (All.Contains(group)) due.Add(group);
        }
        due.Sort();
        return due;
    }
}
