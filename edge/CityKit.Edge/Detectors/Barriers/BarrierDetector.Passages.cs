using CityKit.Core;

namespace CityKit.Edge.Detectors.Barriers;

/// <content>Dark intervals find their partners in the other beams: a fall at once, anything else when it has waited long enough.</content>
internal sealed partial class BarrierDetector
{
    private long? CloseDue(int line) => beams[line].OpenEnd + merge;

    private long? ExpiryDue(int line) => beams[line].Waiting.Count > 0 ? beams[line].Waiting[0].Start + physics.PairWithin : null;

    private void Close(int line, long at, IDetectorOutput output)
    {
        var interval = beams[line].Close();
        sight.Take(line, interval);
        if (fog) return;
        if (interval.Length > physics.LongestDark)
        {
            rejections.Add("too-long", at, output, new EventField("darkMs", interval.Length / 1_000_000),
                new EventField("line", Lines[line]));
            return;
        }
        if (beams[line].Waiting.Count == Beam.MaxWaiting) Expire(line, at, output);
        beams[line].Waiting.Add(interval);
        if (IsLowestSeeing(line, at)) TryFall(new Crossing(line, interval), at, output);
    }

    /// <summary>A beam that has been dark for longer than any falling object takes sees none.</summary>
    private bool IsBlocked(int line, long at) => beams[line].Dark && at - beams[line].Since > physics.LongestDark;

    private bool IsLowestSeeing(int line, long at) =>
        Enumerable.Range(line + 1, beams.Length - line - 1).All(below => IsBlocked(below, at));

    /// <summary>
    /// Several upper intervals may fit one lower interval when it rains. Those that looked most alike give the speed; the passage with the
    /// least drop bounds it, so that the bound holds whichever it was.
    /// </summary>
    private void TryFall(Crossing lowest, long at, IDetectorOutput output)
    {
        var fits = Passages(lowest, at);
        var likely = fits.FindAll(passage => !MayBeRain(passage));
        if (likely.Count == 0) return;
        var best = likely.MinBy(passage => passage.Max(c => c.Dark.Length) - passage.Min(c => c.Dark.Length))!;
        foreach (var crossing in best) beams[crossing.Beam].Waiting.Remove(crossing.Dark);
        if (TakeWayUp(best)) Reject("upward", best[0], best[^1], at, output);
        else Detect(best, fits, at, output);
    }

    /// <summary>All passages, from the top down, that end in an interval. Every beam that could see must have seen it.</summary>
    private List<Crossing[]> Passages(Crossing lowest, long at)
    {
        List<Crossing[]> passages = [[lowest]];
        for (var beam = lowest.Beam - 1; beam >= 0; beam--)
        {
            var above = beams[beam].Waiting.ConvertAll(interval => new Crossing(beam, interval));
            var longer = passages.SelectMany(p => above.FindAll(c => physics.WhyNoFall(c, p[0]) is null).Select(c => (Crossing[])[c, .. p]))
                .ToList();
            if (longer.Count > 0 || !IsBlocked(beam, at)) passages = longer;
        }
        return passages.FindAll(p => p.Length > 1 && physics.IsEven(p));
    }

    private bool MayBeRain(Crossing[] passage) => passage.Min(c => c.Dark.Length) < rainDark && Flickers(passage.Length);

    /// <summary>Something darkened one beam alone in the last minute, or waits beside the passage that is looked at.</summary>
    private bool Flickers(int crossings) =>
        rejections.IsRecent("single-beam") || rejections.IsRecent("incomplete") || rejections.IsRecent("too-short") || Waiting > crossings;

    private int Waiting => beams.Sum(b => b.Waiting.Count);

    /// <summary>Finds and forgets the intervals of the way up, when there were such.</summary>
    private bool TakeWayUp(Crossing[] down)
    {
        var (top, bottom) = (down[0], down[^1]);
        foreach (var upLower in beams[bottom.Beam].Waiting)
            foreach (var upUpper in beams[top.Beam].Waiting)
            {
                if (!physics.IsReturn(upLower, upUpper, top, bottom)) continue;
                beams[bottom.Beam].Waiting.Remove(upLower);
                beams[top.Beam].Waiting.Remove(upUpper);
                foreach (var between in down[1..^1])
                    beams[between.Beam].Waiting.RemoveAll(i => i.Start >= upLower.Start && i.End <= upUpper.End);
                return true;
            }
        return false;
    }

    private void Detect(Crossing[] passage, List<Crossing[]> fits, long at, IDetectorOutput output)
    {
        var (top, bottom, least) = (passage[0], passage[^1], fits.Min(physics.LeastDrop));
        List<EventField> fields =
        [
            new("minDropMm", least),
            new("upper", "undetermined"),
            new("spanUs", (bottom.Dark.Middle - top.Dark.Middle) / 1000),
            new("lengthMm", physics.LengthOf(passage)),
            new("throwMmS", options.ThrowMillimetresPerSecond),
            new("agoUs", (at - bottom.Dark.Start) / 1000),
            new("candidates", fits.Count),
            new("flickers", Waiting),
        ];
        if (beams.Length > 2) AddEstimate(passage, fits.Count == 1 ? physics.Estimate(passage) : null, least, fields);
        output.Add(EventKind.Detection, at, physics.SpeedOf(top, bottom), fields: EventFields.Of([.. fields]));
    }

    /// <summary>
    /// What drag and speed are, where the crossings determine it: a range, or the word that they do not. Of several passages none is the
    /// one that determines.
    /// </summary>
    private void AddEstimate(Crossing[] passage, DragEstimate? estimate, long least, List<EventField> fields)
    {
        fields.Add(new EventField("beams", passage.Length));
        AddRange("top", estimate is { IsTopDetermined: true } top ? (top.TopLeast, top.TopMost) : null, fields);
        AddRange("terminal", estimate is { IsTerminalDetermined: true } drag ? (drag.TerminalLeast, drag.TerminalMost) : null, fields);
        var steady = estimate is { LeastDrop: var drop } && !double.IsInfinity(drop)
            ? (long)Math.Floor(1e3 * drop) - physics.Depth(passage[0].Beam) : 0;
        if (estimate is not null) fields.Add(new EventField("steadyMinDropMm", Math.Max(least, steady)));
    }

    private static void AddRange(string name, (double Least, double Most)? range, List<EventField> fields)
    {
        if (range is { } known)
            fields.AddRange([new EventField(name + "LeastMmS", (long)Math.Floor(1e3 * known.Least)),
                new EventField(name + "MostMmS", (long)Math.Ceiling(1e3 * known.Most))]);
        else fields.Add(new EventField(name, "undetermined"));
    }

    /// <summary>
    /// The oldest waiting interval of a beam has waited long enough: says what it was, with its partners if there are any.
    /// </summary>
    private void Expire(int line, long at, IDetectorOutput output)
    {
        var mine = new Crossing(line, beams[line].Waiting[0]);
        beams[line].Waiting.RemoveAt(0);
        var seen = TakePartners(mine);
        if (seen.Length == 1) RejectAlone(mine, at, output);
        else Reject(WhyNot(seen, mine, at), mine, seen.Where(c => c.Beam != line).MaxBy(c => c.Dark.Start), at, output);
    }

    /// <summary>An interval and, of each other beam, the first that began with it or after it; from the top down.</summary>
    private Crossing[] TakePartners(Crossing mine)
    {
        List<Crossing> seen = [mine];
        for (var beam = 0; beam < beams.Length; beam++)
        {
            var partner = beam == mine.Beam ? -1 : beams[beam].Waiting.FindIndex(o => o.Start >= mine.Dark.Start);
            if (partner < 0) continue;
            seen.Add(new Crossing(beam, beams[beam].Waiting[partner]));
            beams[beam].Waiting.RemoveAt(partner);
        }
        return [.. seen.OrderBy(c => c.Beam)];
    }

    private string WhyNot(Crossing[] seen, Crossing first, long at)
    {
        if (first == seen[^1]) return IsUpward(first, seen[0]) ? "upward" : "wrong-order";
        if (first != seen[0]) return "wrong-order";
        return physics.WhyNoFall(seen)
            ?? (seen.Length < Enumerable.Range(0, beams.Length).Count(b => !IsBlocked(b, at)) ? "incomplete" : "single-beam");
    }

    private bool IsUpward(Crossing lower, Crossing upper) =>
        upper.Dark.Middle - lower.Dark.Middle >= physics.QuickestPair(upper.Beam, lower.Beam);

    private void RejectAlone(Crossing alone, long at, IDetectorOutput output)
    {
        var othersDark = Enumerable.Range(0, beams.Length).All(b => b == alone.Beam || beams[b].Dark && beams[b].Since <= alone.Dark.Start);
        rejections.Add(othersDark ? "stuck" : "single-beam", at, output, new EventField("line", Lines[alone.Beam]));
    }

    private void Reject(string reason, Crossing first, Crossing second, long at, IDetectorOutput output)
    {
        if (reason == "wrong-order") rejections.Add(reason, at, output);
        else rejections.Add(reason, at, output, new EventField("speedMmS", physics.SpeedOf(first, second)));
    }
}
