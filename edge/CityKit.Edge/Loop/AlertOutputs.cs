using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;
using CityKit.Edge.Outbox;

namespace CityKit.Edge.Loop;

/// <summary>
/// Switches outputs while alerts of local rules are open (告警联动): as soon as a read is judged, before it is committed, so that a siren does
/// not wait for a disk. What is open is kept with the events: after a restart a siren goes on, for what is left of its time; after a reboot
/// for the whole of it.
/// </summary>
internal sealed class AlertOutputs(IReadOnlyList<AlertDrive> drives, OutputBoard board, LocalJudge? judge = null)
{
    private const string StateKey = "outputs";
    private const string Tag = "outputs";
    private readonly DrivenOutput[] outputs = [.. drives.Select(drive => new DrivenOutput(drive, board, judge))];
    private bool changed;
    private long applied = long.MinValue;

    /// <summary>Takes what the local rules said. An alert that was raised late counts from now: it has driven nothing yet.</summary>
    internal void Take(CityEvent alert)
    {
        if (alert.Kind is not (EventKind.AlertRaised or EventKind.AlertCleared) || alert.Fields.TextOf("rule") is not { } rule) return;
        foreach (var output in outputs) changed |= output.Take(rule, alert, Math.Max(alert.Time.Nanoseconds, applied));
    }

    /// <summary>Switches what is to be switched now.</summary>
    internal void Apply(long now)
    {
        applied = now;
        foreach (var output in outputs) changed |= output.Apply(now);
    }

    /// <summary>Once a minute: an output that refuses is a Fault of the device, with its name, until it obeys.</summary>
    internal void Look(Action<long, EventFields> tell)
    {
        foreach (var output in outputs) changed |= output.Look(tell);
    }

    /// <summary>The outbox keeps what was open.</summary>
    internal void Load(EventOutbox outbox, int boot, long now)
    {
        if (outbox.State(StateKey) is not { } state) return;
        changed = true; // what drives nothing any more is forgotten, not kept for the day on which it may drive again
        var reader = new WireReader(state);
        reader.Begin(Tag, 1);
        var saved = new List<SavedDrive>();
        for (var count = reader.ReadArrayHeader(); saved.Count < count && reader.Error is null;) saved.Add(SavedDrive.Read(ref reader));
        if (reader.Error is not null) return;
        foreach (var output in outputs)
            if (saved.Find(s => s.Name == output.Name) is { } own) output.Load(own, outbox.Source?.Boot == boot ? null : now);
    }

    /// <summary>What changed goes into the commit.</summary>
    internal void Save(OutboxCommit commit)
    {
        if (!changed) return;
        var writer = new WireWriter(new byte[64 + outputs.Sum(output => output.MaxSaved)]);
        writer.Begin(Tag, 1);
        writer.WriteArrayHeader(outputs.Length);
        foreach (var output in outputs) output.Save(ref writer);
        commit.SetState(StateKey, writer.Written.ToArray());
        changed = false;
    }
}
