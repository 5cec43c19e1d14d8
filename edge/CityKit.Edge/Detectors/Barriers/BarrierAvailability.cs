using System.Globalization;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// The share of each calendar month in which a barrier could see (可用率), reported each local midnight as a Reading of the sensor: value =
/// hundredths of a percent of the month so far. While the clock is unknown the time is kept apart and reported by boot time, as month
/// <c>unknown</c>; it joins its month when the clock comes. Time when the device was off counts as blind.
/// </summary>
internal sealed class BarrierAvailability
{
    private const long Day = 24 * 60 * Durations.Minute;
    private const int LongestGapDays = 400;
    private Instant? zero;
    private long? nextTell;
    private long? until;
    private bool blind;
    private long? wall;
    private LocalDate? month;
    private Tally known;
    private Tally unknown;

    internal long? Due => nextTell;

    internal Instant? Zero => zero;

    internal void Begin(long now) => (until, nextTell) = (now, NextTell(now));

    /// <summary>From a moment on it sees, or does not.</summary>
    internal void Set(long at, bool isBlind)
    {
        if (isBlind == blind) return;
        Account(at);
        blind = isBlind;
    }

    internal void CountMissedTest() => Add(new Tally(0, 0, 1));

    internal void OnTime(long at, IDetectorOutput output)
    {
        if (at < nextTell) return;
        Account(at);
        Roll(at, output, tellAnyway: true);
        nextTell = NextTell(at);
    }

    /// <summary>Nobody watched; from 0 when it is another boot, whose clock says nothing of the time before.</summary>
    internal void Lose(long from, long to, IDetectorOutput output)
    {
        if (from > 0)
        {
            Account(from);
            if (to > until) Add(new Tally(to - until.Value, to - until.Value, 0));
        }
        else
        {
            if (unknown.Covered > 0) Tell("unknown", unknown, true, to, output);
            (unknown, zero) = (default, null);
        }
        Begin(to);
    }

    /// <summary>
    /// The clock is known, or known better. The time before it was known is placed by it, and the time that the device was off is found.
    /// </summary>
    internal void OnClock(long now, Instant newZero, IDetectorOutput output)
    {
        if (newZero == zero) return;
        Account(now);
        var (first, at) = (zero is null, newZero.PlusNanoseconds(now));
        zero = newZero;
        if (first) Place(at, now, output);
        wall = at.ToUnixNanoseconds();
        month ??= MonthOf(at);
        Roll(now, output, tellAnyway: false);
        nextTell = NextTell(now);
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(10);
        writer.WriteOptional(nextTell);
        writer.WriteOptional(until);
        writer.WriteBoolean(blind);
        writer.WriteOptional(wall);
        writer.WriteInt64(month is { } m ? m.Year * 12 + m.Month - 1 : 0);
        known.Save(ref writer);
        writer.WriteInt64(unknown.Covered);
        writer.WriteInt64(unknown.Blind);
    }

    internal static BarrierAvailability Load(ref WireReader reader)
    {
        var at = reader.Position;
        if (reader.ReadArrayHeader() != 10) reader.Reject(at, DetectorState.OtherCount, LocalizedText.Values("10"));
        var loaded = new BarrierAvailability
        {
            nextTell = reader.ReadOptionalTime(),
            until = reader.ReadOptionalTime(),
            blind = reader.ReadBoolean(),
            wall = reader.ReadOptionalTime(),
        };
        at = reader.Position;
        var number = reader.ReadTime();
        if (number is not 0 and (< 1970 * 12 or > 9999 * 12)) reader.Reject(at, LocalizedText.Values($"{number}"), new("月份", "a month"));
        else if (number > 0) loaded.month = new LocalDate((int)(number / 12), (int)(number % 12) + 1, 1);
        loaded.known = new Tally(reader.ReadTime(), reader.ReadTime(), reader.ReadTime());
        loaded.unknown = new Tally(reader.ReadTime(), reader.ReadTime(), 0);
        return loaded;
    }

    private void Account(long at)
    {
        if (until is not { } from || at <= from) return;
        Add(new Tally(at - from, blind ? at - from : 0, 0));
        until = at;
        if (zero is { } start) wall = start.PlusNanoseconds(at).ToUnixNanoseconds();
    }

    private void Add(Tally more)
    {
        if (zero is null) unknown += more;
        else known += more;
    }

    /// <summary>Between what was accounted last and the beginning of what was seen without a clock, the device was off.</summary>
    private void Place(Instant at, long now, IDetectorOutput output)
    {
        var seenFrom = at.PlusNanoseconds(-unknown.Covered);
        if (wall is { } last && InstantNanoseconds.FromUnixNanoseconds(last) is var before && seenFrom > before
            && seenFrom - before < Duration.FromDays(LongestGapDays))
            AddOff(before, seenFrom, now, output);
        if (month is { } m && m != MonthOf(at)) EndMonth(m, now, output);
        month = MonthOf(at);
        (known, unknown) = (known + unknown, default);
    }

    private void AddOff(Instant from, Instant to, long now, IDetectorOutput output)
    {
        for (var m = month ?? MonthOf(from); from < to; m = m.PlusMonths(1))
        {
            var end = Instant.Min(to, WorkCalendar.Zone.AtStartOfDay(m.PlusMonths(1)).ToInstant());
            var off = Math.Max(0, (end - from).ToInt64Nanoseconds());
            known += new Tally(off, off, 0);
            month = m;
            from = Instant.Max(from, end);
            if (from < to) EndMonth(m, now, output);
        }
    }

    private void Roll(long at, IDetectorOutput output, bool tellAnyway)
    {
        if (zero is not { } start)
        {
            if (tellAnyway) Tell("unknown", unknown, false, at, output);
            return;
        }
        var present = MonthOf(start.PlusNanoseconds(at));
        if (month is { } m && m != present) EndMonth(m, at, output);
        else if (tellAnyway) Tell(Name(present), known, false, at, output);
        month = present;
    }

    private void EndMonth(LocalDate ended, long at, IDetectorOutput output)
    {
        Tell(Name(ended), known, true, at, output);
        known = default;
    }

    private static void Tell(string month, Tally tally, bool final, long at, IDetectorOutput output)
    {
        if (tally.Covered == 0) return;
        output.Add(EventKind.Reading, at, (long)((Int128)10_000 * (tally.Covered - tally.Blind) / tally.Covered), fields: EventFields.Of(
            new EventField("quantity", "availability"),
            new EventField("month", month),
            new EventField("final", final ? 1 : 0),
            new EventField("coveredS", tally.Covered / Durations.Second),
            new EventField("blindS", tally.Blind / Durations.Second),
            new EventField("testsMissed", tally.TestsMissed)));
    }

    private long NextTell(long at)
    {
        if (zero is not { } start) return (at / Day + 1) * Day;
        var tomorrow = start.PlusNanoseconds(at).InZone(WorkCalendar.Zone).Date.PlusDays(1);
        return Math.Max(at + 1, (WorkCalendar.Zone.AtStartOfDay(tomorrow).ToInstant() - start).ToInt64Nanoseconds());
    }

    private static LocalDate MonthOf(Instant at) => at.InZone(WorkCalendar.Zone).Date.With(DateAdjusters.StartOfMonth);

    private static string Name(LocalDate month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private readonly record struct Tally(long Covered, long Blind, long TestsMissed)
    {
        public static Tally operator +(Tally a, Tally b) => new(a.Covered + b.Covered, a.Blind + b.Blind, a.TestsMissed + b.TestsMissed);

        internal void Save(ref WireWriter writer)
        {
            writer.WriteInt64(Covered);
            writer.WriteInt64(Blind);
            writer.WriteInt64(TestsMissed);
        }
    }
}
