using CityKit.Core;
using CityKit.Edge.Outbox;

namespace CityKit.Edge.Loop;

/// <summary>Gathers the timeline's events for the next commit.</summary>
internal sealed class CommitSink : IEventSink
{
    private bool heartbeat;

    internal OutboxCommit Commit { get; } = new();

    internal bool HasAlarm { get; private set; }

    public void Take(CityEvent cityEvent)
    {
        Commit.Add(cityEvent);
        HasAlarm |= cityEvent.Lane == Lane.Alarm;
        heartbeat |= cityEvent.Kind == EventKind.Heartbeat;
    }

    /// <summary>True once after a heartbeat.</summary>
    internal bool TakeHeartbeat()
    {
        var had = heartbeat;
        heartbeat = false;
        return had;
    }

    internal void Clear()
    {
        Commit.Clear();
        HasAlarm = false;
    }
}
