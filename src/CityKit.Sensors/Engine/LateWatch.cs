using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A rule that waits for readings out of order: the watch inside gets them in the order of their times, so much later. What comes later
/// still goes to the one who takes outcomes, and to no rule.
/// </summary>
internal sealed class LateWatch(Watch inside) : Watch(inside.Rule, inside.Sensor, inside.Kind)
{
    private const byte FirstShape = 50;
    private const int MostWaiting = 4_096; // more than these are not waited for
    private readonly long lateness = Clock.Span(inside.Rule.Lateness);
    private readonly List<Waiting> waiting = [];
    private long? seen;

    /// <summary>A reading that may still get one before it; at one time the smaller first, however they came.</summary>
    private readonly record struct Waiting(long At, long Value, long Span, EventFlags Flags) : IComparable<Waiting>
    {
        public int CompareTo(Waiting other) => (At, Value, Span, Flags).CompareTo((other.At, other.Value, other.Span, other.Flags));
    }

    internal override byte StateShape => (byte)(FirstShape + inside.StateShape);

    internal override long? RaisedAt => inside.RaisedAt;

    internal override void GoOn(long raisedAt) => inside.GoOn(raisedAt);

    internal override int MaxStateBytes(bool inCells) => 96 + waiting.Count * 36 + inside.MaxStateBytes(inCells);

    internal override bool Waits => true;

    protected override bool HasAlerts => false;

    protected override int StateCount => 3;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        var stated = Clock.Of(observation.At);
        if (stated < seen - lateness)
        {
            outcomes.Add(Outcome(OutcomeKind.TooLate, stated, stated, observation.IsTest) with { Value = observation.Value });
            return;
        }
        var entry = new Waiting(stated, observation.Value, Clock.Span(observation.Span), observation.Flags);
        var place = waiting.BinarySearch(entry);
        waiting.Insert(place < 0 ? ~place : place, entry);
        seen = Math.Max(seen ?? stated, stated);
        Release(seen.Value - lateness, outcomes);
    }

    protected override void OnObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes) =>
        inside.ObserveUndated(in observation, receivedAt, outcomes);

    protected override void OnAdvance(long to, ICollection<RuleOutcome> outcomes)
    {
        var decided = Move(to, outcomes);
        if (inside.IsTimed) inside.Advance(decided, outcomes);
    }

    protected override void OnAdvanceFeed(long to, ICollection<RuleOutcome> outcomes)
    {
        var decided = Move(to, outcomes);
        if (inside.IsTimed) inside.AdvanceFeed(decided, outcomes);
    }

    protected override void OnBreak(long from, long? to, ICollection<RuleOutcome> outcomes) => inside.Break(from, to, outcomes);

    protected override void OnCorrect(long end, long value, long before, ICollection<RuleOutcome> outcomes)
    {
        var place = waiting.FindIndex(w => w.At == end && w.Value == before);
        if (place < 0) inside.Correct(end, value, before, outcomes);
        else waiting[place] = waiting[place] with { Value = value };
    }

    protected override void OnClockCorrected(long to)
    {
        waiting.RemoveAll(w => w.At > to);
        seen = NotAfter(seen, to);
        inside.CorrectClock(to);
    }

    protected override long OnBeatDue() => Due(inside.IsTimed ? inside.BeatDue() : Never);

    protected override long OnFeedDue(long now) => Due(inside.IsTimed ? inside.FeedDue(now) : Never);

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        WriteTime(ref writer, seen);
        writer.WriteArrayHeader(waiting.Count * 4);
        foreach (var entry in waiting)
        {
            writer.WriteInt64(entry.At);
            writer.WriteInt64(entry.Value);
            writer.WriteInt64(entry.Span);
            writer.WriteUInt64((ushort)entry.Flags);
        }
        inside.Save(ref writer, inCells);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        seen = ReadTime(ref reader);
        waiting.Clear();
        var at = reader.Position;
        var values = reader.ReadArrayHeader();
        if (values % 4 != 0 || values > 4 * MostWaiting)
            reader.Reject(at,
                WireError.Values(values),
                new($"每个读数 4 个，至多 {MostWaiting} 个读数", $"4 for each of at most {MostWaiting} readings"));
        for (var i = 0; i < values / 4 && reader.Error is null; i++)
            waiting.Add(new Waiting(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), (EventFlags)reader.ReadUInt64()));
        inside.Load(ref reader, inCells);
    }

    private long Due(long inside)
    {
        var first = waiting.Count == 0 ? Never : waiting[0].At + lateness + 1;
        return Math.Min(first, inside >= Never - lateness ? Never : inside + lateness);
    }

    /// <returns>Up to where the watch inside decides; at the end of what it may judge, all.</returns>
    private long Move(long to, ICollection<RuleOutcome> outcomes)
    {
        seen = Math.Max(seen ?? to, to);
        var decided = to >= Period.To ? to + 1 : seen.Value - lateness;
        Release(decided, outcomes);
        return Math.Min(decided, to);
    }

    /// <summary>Gives on what nothing in time can come before.</summary>
    private void Release(long before, ICollection<RuleOutcome> outcomes)
    {
        var count = 0;
        while (count < waiting.Count && (waiting[count].At < before || waiting.Count - count > MostWaiting))
            Give(waiting[count++], outcomes);
        waiting.RemoveRange(0, count);
    }

    private void Give(Waiting entry, ICollection<RuleOutcome> outcomes)
    {
        var (at, span) = (Clock.ToInstant(entry.At), NodaTime.Duration.FromNanoseconds(entry.Span));
        inside.Observe(new Observation(Sensor.Key, Kind, at, span, entry.Value, entry.Flags), entry.At, outcomes);
    }
}
