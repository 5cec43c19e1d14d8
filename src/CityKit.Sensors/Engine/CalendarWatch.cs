using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>
/// A rule that raises at certain times only. The watch inside judges always; what it holds is an alert while such a time lasts, from its
/// begin when it held before, and no longer than to its end.
/// </summary>
internal sealed class CalendarWatch(Watch inside, RuleCalendar calendar) : Watch(inside.Rule, inside.Sensor, inside.Kind)
{
    private const byte FirstShape = 100;
    private readonly List<RuleOutcome> found = [];
    private long? since; // when the watch inside raised
    private long? value;
    private long? coverage;
    private bool isTest;
    private long? cleared; // when the calendar last ended what was raised
    private long? next; // when the calendar changes what is raised; null when it was not asked yet

    internal override bool Waits => inside.Waits;

    internal override byte StateShape => (byte)(FirstShape + inside.StateShape);

    internal override int MaxStateBytes(bool inCells) => 160 + inside.MaxStateBytes(inCells);

    protected override int StateCount => 6;

    protected override void OnObserve(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        Settle(at, outcomes);
        inside.Observe(in observation, at, found);
        Take(at, outcomes);
    }

    protected override void OnObserveUndated(in Observation observation, long receivedAt, ICollection<RuleOutcome> outcomes)
    {
        inside.ObserveUndated(in observation, receivedAt, found);
        Take(receivedAt, outcomes);
    }

    protected override void OnAdvance(long to, ICollection<RuleOutcome> outcomes)
    {
        if (inside.IsTimed) inside.Advance(to, found);
        Take(to, outcomes);
    }

    protected override void OnAdvanceFeed(long to, ICollection<RuleOutcome> outcomes)
    {
        if (inside.IsTimed) inside.AdvanceFeed(to, found);
        Take(to, outcomes);
    }

    protected override void OnBreak(long from, long? to, ICollection<RuleOutcome> outcomes)
    {
        inside.Break(from, to, found);
        Take(to ?? from, outcomes);
    }

    protected override void OnCorrect(long end, long value, long before, ICollection<RuleOutcome> outcomes)
    {
        inside.Correct(end, value, before, found);
        Take(end, outcomes);
    }

    protected override void OnClockCorrected(long to)
    {
        inside.CorrectClock(to);
        (since, cleared, next) = (NotAfter(since, to), NotAfter(cleared, to), null);
    }

    protected override long OnBeatDue() => Math.Min(Due, inside.IsTimed ? inside.BeatDue() : Never);

    protected override long OnFeedDue(long now) => Math.Min(Due, inside.IsTimed ? inside.FeedDue(now) : Never);

    protected override void SaveState(ref WireWriter writer, bool inCells)
    {
        WriteTime(ref writer, since);
        WriteNumber(ref writer, value);
        WriteNumber(ref writer, coverage);
        writer.WriteBoolean(isTest);
        WriteTime(ref writer, cleared);
        inside.Save(ref writer, inCells);
    }

    protected override void LoadState(ref WireReader reader, bool inCells)
    {
        since = ReadTime(ref reader);
        value = ReadNumber(ref reader);
        coverage = ReadNumber(ref reader);
        isTest = reader.ReadBoolean();
        cleared = ReadTime(ref reader);
        inside.Load(ref reader, inCells);
        next = null;
    }

    /// <summary>When the calendar ends what is raised, or begins what holds.</summary>
    private long Due => since is null ? Never : next ??= NextAt(since.Value);

    private long NextAt(long held)
    {
        var from = IsRaised ? RaisedAt!.Value : Math.Max(held, cleared ?? held);
        return calendar.Next(Clock.ToInstant(from), isIn: !IsRaised) is { } at ? Clock.Of(at) : Never;
    }

    /// <summary>Brings what is raised to where the calendar is at a time.</summary>
    private void Settle(long to, ICollection<RuleOutcome> outcomes)
    {
        while (Due <= to)
        {
            var at = Due;
            if (IsRaised) Clear(at, outcomes, value, (int?)coverage);
            else Raise(at, isTest, outcomes, value, (int?)coverage);
            (cleared, next) = (IsRaised ? null : at, null);
        }
    }

    private void Take(long to, ICollection<RuleOutcome> outcomes)
    {
        foreach (var outcome in found) Take(outcome, outcomes);
        found.Clear();
        Settle(to, outcomes);
    }

    private void Take(RuleOutcome outcome, ICollection<RuleOutcome> outcomes)
    {
        var at = Clock.Of(outcome.At);
        if (outcome.Kind == OutcomeKind.Raised && !outcome.Final) Hold(outcome, at, outcomes);
        else if (outcome.Kind == OutcomeKind.Cleared) End(outcome, at, outcomes);
        else if (outcome.Kind == OutcomeKind.SeverityChanged) return; // this watch's own alert has its own
        else if (outcome.Kind != OutcomeKind.Raised || calendar.Contains(outcome.At)) outcomes.Add(outcome);
    }

    private void Hold(RuleOutcome outcome, long at, ICollection<RuleOutcome> outcomes)
    {
        (cleared, next) = (null, null);
        (since, value, coverage, isTest) = (at, outcome.Value, outcome.CoveragePermille, outcome.Test);
        if (!calendar.Contains(outcome.At)) return;
        Raise(at, isTest, outcomes, value, (int?)coverage, outcome.Fields);
    }

    private void End(RuleOutcome outcome, long at, ICollection<RuleOutcome> outcomes)
    {
        Settle(at, outcomes);
        if (IsRaised) Clear(at, outcomes, outcome.Value, outcome.CoveragePermille);
        (since, cleared, next) = (null, null, null);
    }

    private static void WriteNumber(ref WireWriter writer, long? number)
    {
        if (number is { } known) writer.WriteInt64(known);
        else writer.WriteNil();
    }

    private static long? ReadNumber(ref WireReader reader) => reader.TryReadNil() ? null : reader.ReadInt64();
}
