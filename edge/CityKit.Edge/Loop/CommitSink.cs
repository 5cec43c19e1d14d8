using CityKit.Core;
using CityKit.Edge.Evidence;
using CityKit.Edge.Outbox;

namespace CityKit.Edge.Loop;

/// <summary>Gathers the timeline's events, and the alerts that local rules make of them, for the next commit.</summary>
internal sealed class CommitSink(LocalJudge? judge, Func<EventFlags> marks, AlertOutputs outputs, EdgeLabels labels,
    EvidenceKeeper? evidence = null) : IEventSink
{
    private bool heartbeat;

    internal OutboxCommit Commit { get; } = new();

    internal bool HasAlarm { get; private set; }

    public void Take(CityEvent unmarked)
    {
        var cityEvent = unmarked with { Flags = unmarked.Flags | marks() };
        Add(cityEvent);
        evidence?.Take(cityEvent);
        heartbeat |= cityEvent.Kind == EventKind.Heartbeat;
        if (judge is null) return;
        foreach (var alert in judge.Judge(cityEvent))
        {
            Add(alert);
            outputs.Take(alert);
        }
    }

    /// <summary>True once after a heartbeat.</summary>
    internal bool TakeHeartbeat()
    {
        var had = heartbeat;
        heartbeat = false;
        return had;
    }

    /// <summary>The changed state of the rules goes into the commit.</summary>
    internal void SaveRules() => judge?.Save(Commit);

    internal void Clear()
    {
        Commit.Clear();
        HasAlarm = false;
    }

    private void Add(CityEvent cityEvent)
    {
        Commit.Add(labels.On(cityEvent));
        HasAlarm |= cityEvent.Lane == Lane.Alarm;
    }
}
