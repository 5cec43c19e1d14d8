using CityKit.Core;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Loop;

/// <summary>
/// Lines that go away with their chip and come back. Each is a Fault of its sensors; what a detector could not see is a Blind span of its
/// sensor, and the detector takes it as it takes a restart.
/// </summary>
internal sealed partial class Timeline
{
    private const string AwayReason = "line-away";

    /// <summary>A line went away or came back, after everything fed so far.</summary>
    internal void Take(LinePresence change, ILineSource source)
    {
        AdvanceTo(change.Nanoseconds);
        if (change.Present) lines.ReadLevel(change.Line, source);
        SetPresence(change.Line, change.Present, change.Reason);
    }

    /// <summary>Compares what is remembered with what the source has now.</summary>
    private void FindAway(ILineSource source)
    {
        for (var line = 0; line < source.Lines.Count; line++) SetPresence(line, source.IsPresent(line), "chip-away");
        foreach (var slot in slots) slot.BlindSince ??= slot.LacksLine(lines) ? now : null; // away before the restart, and still
    }

    private void SetPresence(int line, bool present, string why)
    {
        if (!lines.SetAway(line, !present)) return;
        var heard = false;
        foreach (var slot in slots)
        {
            if (slot.LineOf(line) < 0) continue;
            heard = true;
            if (!present) LoseLine(slot);
            EmitPresence(slot.Sensor, line, present, why);
            if (present) RegainLine(slot);
        }
        if (!heard) EmitPresence(SensorName.Device, line, present, why);
    }

    /// <summary>The detector reports what it has counted so far.</summary>
    private void LoseLine(DetectorSlot slot)
    {
        if (slot.BlindSince is not null) return;
        Call(slot, detector => detector.OnBlind(now, now, slot.Levels(lines.Active), collector));
        slot.BlindSince = now;
    }

    private void RegainLine(DetectorSlot slot)
    {
        if (slot.BlindSince is not { } since || slot.LacksLine(lines)) return;
        slot.BlindSince = null;
        if (now > since)
            Emit(new CityEvent(EventKind.Blind, slot.Sensor, new DeviceTime(boot, now), 0) { SpanNanoseconds = now - since,
                Fields = EventFields.Of(new EventField("reason", AwayReason)) });
        Call(slot, detector => detector.OnBlind(since, now, slot.Levels(lines.Active), collector));
        TellClock(slot);
    }

    private void EmitPresence(SensorName sensor, int line, bool present, string why) =>
        Emit(new CityEvent(EventKind.Fault, sensor, new DeviceTime(boot, now), present ? 0 : 1)
        {
            Fields = EventFields.Of(new EventField("reason", AwayReason), new EventField("line", lines.Name(line)),
                new EventField("detail", why)),
        });
}
