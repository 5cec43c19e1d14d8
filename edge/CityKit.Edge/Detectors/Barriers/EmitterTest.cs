using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// The test itself: light off, every beam dark in time; light on, every beam clear in time. A beam that does not answer is a Fault with
/// reason <c>emitter-test</c>, over when it answers again; a test that could not be made within ten minutes of its time is a Fault with
/// reason <c>test-missed</c>.
/// </summary>
internal sealed class EmitterTest
{
    private const long RetryAfter = 5 * Durations.Second;
    private const int MaxDetail = 16;
    private readonly string output;
    private readonly long every;
    private readonly long dark;
    private readonly long answer;
    private readonly long patience = EmitterTestOptions.Patience.ToInt64Nanoseconds();
    private readonly long?[] answered;
    private readonly bool[] failed;
    private readonly string?[] wrong;
    private Phase phase;
    private long next;
    private long? retry;
    private long? wall;
    private long since;
    private bool switched;
    private bool missed;

    internal EmitterTest(EmitterTestOptions options, int beams, BeamOptions? beam)
    {
        output = options.Output;
        every = Durations.Checked(options.Every, Duration.FromMinutes(1), Duration.FromDays(1), nameof(options.Every));
        answer = Durations.Checked(options.Answer, Duration.Max(Duration.FromMilliseconds(1), beam?.ResponseTime ?? Duration.Zero),
            Duration.FromSeconds(2), nameof(options.Answer));
        dark = Durations.Checked(options.Dark, Duration.Max(Duration.FromMilliseconds(20), 2 * options.Answer), Duration.FromSeconds(10),
            nameof(options.Dark));
        (answered, failed, wrong) = (new long?[beams], new bool[beams], new string?[beams]);
    }

    private enum Phase
    {
        Idle,
        Dark,
        Clear,
    }

    internal long? Due => phase switch { Phase.Idle => retry ?? next, Phase.Dark => since + dark, _ => since + answer + 1 };

    /// <summary>True while the light is off, or may not be back: edges are answers and no objects.</summary>
    internal bool IsRunning => phase != Phase.Idle;

    /// <summary>True when the newest test failed or was missed: that the beams see is not shown.</summary>
    internal bool IsUnproven => missed || Array.Exists(failed, f => f);

    internal void Begin(long now) => next = now + Durations.Minute;

    /// <summary>
    /// Nobody watched: a test that ran is over, and is made again. After another boot the time since the last one is taken from the wall
    /// clock, when it comes.
    /// </summary>
    internal void Lose(long from, long to, IDetectorOutput told)
    {
        if (IsRunning) told.Switch(output, false);
        (phase, retry) = (Phase.Idle, null);
        if (from == 0 || next < to + Durations.Minute) next = to + Durations.Minute;
    }

    internal void OnClock(long now, Instant zero, bool isFirst)
    {
        if (isFirst && wall is { } planned && (InstantNanoseconds.FromUnixNanoseconds(planned) - zero).TotalNanoseconds is var wait
            && wait <= now + every)
            next = Math.Max((long)wait, Math.Min(next, now + Durations.Minute));
        Plan(next, zero);
    }

    internal void OnSwitched(bool active, long at, bool done)
    {
        if (active != (phase == Phase.Dark) || phase == Phase.Idle) return;
        (since, switched) = (Math.Max(since, at), switched && done);
    }

    internal void OnEdge(int line, bool isDark, long at)
    {
        if (isDark == (phase == Phase.Dark)) answered[line] ??= at;
    }

    /// <returns>True when a test was missed just now.</returns>
    internal bool OnTime(long at, Beam[] beams, IReadOnlyList<string> lines, bool isBusy, Instant? zero, IDetectorOutput told)
    {
        if (Due > at) return false;
        if (phase == Phase.Dark) Release(at, beams, told);
        else if (phase == Phase.Clear) Finish(at, beams, lines, zero, told);
        else if (!isBusy) Begin(at, told);
        else if (at >= next + patience) return Miss(at, zero, told);
        else retry = Math.Min(at + RetryAfter, next + patience);
        return false;
    }

    private void Begin(long at, IDetectorOutput told)
    {
        Array.Clear(wrong);
        Array.Clear(answered);
        (phase, since, switched, retry) = (Phase.Dark, at, true, null);
        told.Switch(output, true);
    }

    private void Release(long at, Beam[] beams, IDetectorOutput told)
    {
        for (var i = 0; i < beams.Length; i++)
            wrong[i] = !switched ? "output"
                : !beams[i].Dark || answered[i] is not { } on ? "not-dark" : on - since > answer ? "late-dark" : null;
        Array.Clear(answered);
        (phase, since) = (Phase.Clear, at);
        told.Switch(output, false);
    }

    private void Finish(long at, Beam[] beams, IReadOnlyList<string> lines, Instant? zero, IDetectorOutput told)
    {
        phase = Phase.Idle;
        for (var i = 0; i < beams.Length; i++)
        {
            wrong[i] ??= beams[i].Dark ? "not-clear" : answered[i] - since > answer ? "late-clear" : null;
            if (failed[i] != wrong[i] is not null) TellFault(told, at, wrong[i], lines[i]);
            failed[i] = wrong[i] is not null;
        }
        if (missed) told.Add(EventKind.Fault, at, 0, fields: EventFields.Of(new EventField("reason", "test-missed")));
        missed = false;
        Skip(at, zero);
    }

    private static void TellFault(IDetectorOutput told, long at, string? detail, string line)
    {
        EventField reason = new("reason", "emitter-test"), of = new("line", line);
        told.Add(EventKind.Fault, at, detail is null ? 0 : 1,
            fields: detail is null ? EventFields.Of(reason, of) : EventFields.Of(reason, of, new EventField("detail", detail)));
    }

    private bool Miss(long at, Instant? zero, IDetectorOutput told)
    {
        if (!missed) told.Add(EventKind.Fault, at, 1, fields: EventFields.Of(new EventField("reason", "test-missed")));
        missed = true;
        Skip(at, zero);
        return true;
    }

    private void Skip(long at, Instant? zero)
    {
        retry = null;
        var after = next + (Math.Max(0, at - next) / every + 1) * every;
        Plan(after, zero);
    }

    private void Plan(long at, Instant? zero)
    {
        next = at;
        wall = zero?.PlusNanoseconds(at).ToUnixNanoseconds();
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(7 + 3 * failed.Length);
        writer.WriteInt64((long)phase);
        writer.WriteInt64(next);
        writer.WriteOptional(retry);
        writer.WriteOptional(wall);
        writer.WriteInt64(since);
        writer.WriteBoolean(switched);
        writer.WriteBoolean(missed);
        for (var i = 0; i < failed.Length; i++)
        {
            writer.WriteOptional(answered[i]);
            writer.WriteBoolean(failed[i]);
            writer.WriteString(wrong[i] ?? "");
        }
    }

    /// <summary>Takes a saved state back; the caller discards this object when the reader has an error.</summary>
    internal void Load(ref WireReader reader)
    {
        var at = reader.Position;
        if (reader.ReadArrayHeader() != 7 + 3 * failed.Length) reader.Reject(at,
            DetectorState.OtherCount, LocalizedText.Values($"{7 + 3 * failed.Length}"));
        phase = reader.ReadTime() switch { 1 => Phase.Dark, 2 => Phase.Clear, _ => Phase.Idle };
        (next, retry, wall, since, switched, missed) = (reader.ReadTime(), reader.ReadOptionalTime(), reader.ReadOptionalTime(),
            reader.ReadTime(), reader.ReadBoolean(), reader.ReadBoolean());
        for (var i = 0; i < failed.Length; i++)
        {
            (answered[i], failed[i]) = (reader.ReadOptionalTime(), reader.ReadBoolean());
            wrong[i] = reader.ReadString(MaxDetail) is { Length: > 0 } detail ? detail : null;
        }
    }
}
