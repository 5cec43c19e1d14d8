using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// Whether beams that are not simply dark can still see (失明判断), judged every five minutes from how often and how long each was dark. What a
/// digital beam cannot show is not guessed: the reason is <c>film</c> (one beam alone, and after 30 minutes twice as dark as in its first
/// full five), <c>low-sun</c> (one beam alone, at the time of day of two days before), <c>snow</c> (all beams, mostly dark for 5 to 200 ms:
/// slower than rain can be), or <c>unknown</c>.
/// </summary>
internal sealed class BeamSight(int beams)
{
    internal const long Span = 5 * Durations.Minute;
    private const int CrowdedDarks = 60;
    private const int QuietDarks = 10;
    private const int FilmSpans = 6;
    private const long CrowdedDark = Span / 50;
    private const long FlakeFrom = 5_000_000;
    private const long FlakeTo = 200_000_000;
    private readonly Tally[] tallies = [.. Enumerable.Range(0, beams).Select(_ => new Tally())];
    private readonly SunHistory[] suns = [.. Enumerable.Range(0, beams).Select(_ => new SunHistory())];
    private long? began;
    private long toldUntil;
    private int together;

    /// <summary>Why it does not see; null when it does.</summary>
    internal string? Reason { get; private set; }

    /// <summary>When the five minutes that run are over; null when nothing happened in them.</summary>
    internal long? Due => began + Span;

    /// <summary>Something went dark: from here on it is counted.</summary>
    internal void Wake(long at) => began ??= at / Span * Span;

    internal void Take(int beam, DarkInterval dark)
    {
        if (began is not { } from) return;
        var tally = tallies[beam];
        tally.Count++;
        tally.Dark += Math.Max(0, dark.End - Math.Max(from, dark.Start));
        if (dark.Length is >= FlakeFrom and < FlakeTo) tally.Flakes++;
    }

    /// <summary>Another boot's clock starts again.</summary>
    internal void Reboot() => toldUntil = 0;

    /// <summary>Nobody watched, or all beams went dark: what was counted says nothing now.</summary>
    internal void Forget(long at, IDetectorOutput output)
    {
        Become(null, at, output);
        Array.ForEach(tallies, t => t.Clear());
        (began, together) = (null, 0);
    }

    /// <summary>Five minutes are over.</summary>
    internal void OnTime(long at, Beam[] levels, Instant? wall, IDetectorOutput output)
    {
        if (Due is not { } due || due > at) return;
        for (var i = 0; i < tallies.Length; i++)
        {
            if (levels[i].Dark) tallies[i].Dark += due - Math.Max(levels[i].Since, began!.Value);
            tallies[i].Spans = IsCrowded(i) ? tallies[i].Spans + 1 : 0;
            if (tallies[i].Spans == 2) tallies[i].FirstDark = tallies[i].Dark;
        }
        var all = Enumerable.Range(0, tallies.Length).All(IsCrowded);
        together = all ? together + 1 : 0;
        Become(all ? WhyAll() : WhyOne(levels, wall), due, output);
        var quiet = Reason is null && tallies.All(t => t.Count == 0) && !levels.Any(b => b.Dark);
        Array.ForEach(tallies, t => t.Next());
        began = quiet ? null : due;
    }

    private bool IsCrowded(int beam) => tallies[beam].Count >= CrowdedDarks || tallies[beam].Dark >= CrowdedDark;

    private string? WhyAll() => together < 2 ? null : tallies.All(t => 2 * t.Flakes >= t.Count && t.Count > 0) ? "snow" : "unknown";

    /// <summary>
    /// Of one beam alone; a stuck one is reported as a fault, and is blindness here only when the sun explains it. Of several, nothing is
    /// known.
    /// </summary>
    private string? WhyOne(Beam[] levels, Instant? wall)
    {
        var crowded = Array.FindIndex(tallies, t => t.Spans >= 2);
        if (crowded < 0) return null;
        if (tallies.Where((t, i) => i != crowded).Any(t => t.Count >= QuietDarks || t.Dark >= CrowdedDark / 4)) return "unknown";
        var tally = tallies[crowded];
        if (tally.Spans == 2 && wall is { } now) tally.IsSun = suns[crowded].Note(now);
        if (tally.IsSun) return "low-sun";
        if (levels[crowded].Stuck) return null;
        return tally.Spans >= FilmSpans && tally.Dark >= 2 * Math.Max(1, tally.FirstDark) ? "film" : Reason == "film" ? "film" : "unknown";
    }

    private void Become(string? reason, long at, IDetectorOutput output)
    {
        if (reason == Reason) return;
        if (Reason is not null) output.Add(EventKind.Blind, at, 0, at - toldUntil, fields: Because(Reason));
        if (reason is not null) output.Add(EventKind.Blind, at, 1, Reason is null ? Span : 0, fields: Because(reason));
        (Reason, toldUntil) = (reason, at);
    }

    private static EventFields Because(string reason) => EventFields.Of(new EventField("reason", reason));

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(4 + 2 * tallies.Length);
        writer.WriteOptional(began);
        writer.WriteInt64(toldUntil);
        writer.WriteInt64(together);
        writer.WriteString(Reason ?? "");
        foreach (var tally in tallies) tally.Save(ref writer);
        foreach (var sun in suns) sun.Save(ref writer);
    }

    internal static BeamSight Load(ref WireReader reader, int beams)
    {
        var (at, sight) = (reader.Position, new BeamSight(beams));
        if (reader.ReadArrayHeader() != 4 + 2 * beams) reader.Reject(at,
            DetectorState.OtherCount, LocalizedText.Values($"{4 + 2 * beams}"));
        (sight.began, sight.toldUntil, sight.together) = (reader.ReadOptionalTime(), reader.ReadTime(),
            (int)Math.Min(int.MaxValue, reader.ReadTime()));
        at = reader.Position;
        var reason = reader.ReadString(16);
        if (reason is not ("" or "film" or "low-sun" or "snow" or "unknown")) reader.Reject(at,
            LocalizedText.Values($"'{reason}'"), new("原因", "a reason"));
        sight.Reason = reason.Length == 0 ? null : reason;
        for (var i = 0; i < beams; i++) sight.tallies[i] = Tally.Load(ref reader);
        for (var i = 0; i < beams; i++) sight.suns[i] = SunHistory.Load(ref reader);
        return sight;
    }

    /// <summary>What one beam did in these five minutes, and for how many five minutes it has been crowded.</summary>
    private sealed class Tally
    {
        private const int Values = 6;

        internal long Count { get; set; }

        internal long Dark { get; set; }

        internal long Flakes { get; set; }

        internal long Spans { get; set; }

        internal long FirstDark { get; set; }

        internal bool IsSun { get; set; }

        internal void Next()
        {
            (Count, Dark, Flakes) = (0, 0, 0);
            if (Spans == 0) IsSun = false;
        }

        internal void Clear() => (Count, Dark, Flakes, Spans, FirstDark, IsSun) = (0, 0, 0, 0, 0, false);

        internal void Save(ref WireWriter writer)
        {
            writer.WriteArrayHeader(Values);
            foreach (var value in (ReadOnlySpan<long>)[Count, Dark, Flakes, Spans, FirstDark]) writer.WriteInt64(value);
            writer.WriteBoolean(IsSun);
        }

        internal static Tally Load(ref WireReader reader)
        {
            var at = reader.Position;
            if (reader.ReadArrayHeader() != Values) reader.Reject(at, DetectorState.OtherCount, LocalizedText.Values($"{Values}"));
            return new Tally
            {
                Count = reader.ReadTime(),
                Dark = reader.ReadTime(),
                Flakes = reader.ReadTime(),
                Spans = reader.ReadTime(),
                FirstDark = reader.ReadTime(),
                IsSun = reader.ReadBoolean(),
            };
        }
    }
}
