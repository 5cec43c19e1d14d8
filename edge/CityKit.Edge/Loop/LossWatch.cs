using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Loop;

/// <summary>
/// Makes losses inside the device known (内部丢失): each minute in which something was given up is a Fault of the device with how many, over
/// with the first minute without. Whether one is open is kept with the events, so that it ends also after a restart.
/// </summary>
/// <param name="counters">What is counted.</param>
internal sealed class LossWatch(params LossCounter[] counters)
{
    private const string StateKey = "losses";
    private const string Tag = "losses";
    private readonly long[] told = new long[counters.Length];
    private readonly bool[] open = new bool[counters.Length];
    private bool changed;

    /// <summary>The outbox keeps what was open.</summary>
    internal void Load(Outbox.EventOutbox outbox)
    {
        if (outbox.State(StateKey) is not { } state) return;
        var reader = new WireReader(state);
        var read = new bool[Math.Clamp(reader.ReadArrayHeader() - 1, 0, open.Length)]; // an earlier version counted fewer things
        if (reader.ReadString(32) != Tag) return;
        for (var i = 0; i < read.Length; i++) read[i] = reader.ReadBoolean();
        if (reader.Error is null) read.CopyTo(open, 0);
    }

    /// <summary>Looks once a minute.</summary>
    /// <param name="tell">Takes a fault: present or not, and its fields.</param>
    internal void Look(Action<long, EventFields> tell)
    {
        for (var i = 0; i < counters.Length; i++)
        {
            var counter = counters[i];
            var lost = counter.Count() - told[i];
            if (lost == 0 && !open[i]) continue;
            var details = lost > 0 ? counter.Details() : [];
            tell(lost > 0 ? 1 : 0, EventFields.Of([new EventField("reason", counter.Reason), new EventField("count", lost), .. details]));
            told[i] += lost;
            changed |= open[i] != lost > 0;
            open[i] = lost > 0;
        }
    }

    /// <summary>What changed goes into the commit.</summary>
    internal void Save(Outbox.OutboxCommit commit)
    {
        if (!changed) return;
        var writer = new WireWriter(new byte[64]);
        writer.Begin(Tag, open.Length);
        foreach (var one in open) writer.WriteBoolean(one);
        commit.SetState(StateKey, writer.Written.ToArray());
        changed = false;
    }
}
