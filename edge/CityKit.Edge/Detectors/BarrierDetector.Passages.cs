using CityKit.Core;

namespace CityKit.Edge.Detectors;

/// <content>Dark intervals find their partner in the other beam: a fall at once, anything else when it has waited long enough.</content>
public sealed partial class BarrierDetector
{
    private long? CloseDue(int line) => beams[line].OpenEnd + merge;

    private long? ExpiryDue(int line) => beams[line].Waiting.Count > 0 ? beams[line].Waiting[0].Start + physics.PairWithin : null;

    private void Close(int line, long at, IDetectorOutput output)
    {
        var interval = beams[line].Close();
        if (fog) return;
        if (interval.Length > physics.LongestDark)
        {
            rejections.Add("too-long", at, output, new EventField("darkMs", interval.Length / 1_000_000), new EventField("line", Lines[line]));
            return;
        }
        if (beams[line].Waiting.Count == Beam.MaxWaiting) Expire(line, at, output);
        beams[line].Waiting.Add(interval);
        if (line == Lower) TryFall(interval, at, output);
    }

    /// <summary>
    /// Several upper intervals may fit one lower interval when it rains. The one that looked most alike gives the speed; the earliest, which is the slowest, bounds the drop,
    /// so that the bound holds whichever it was.
    /// </summary>
    private void TryFall(DarkInterval lower, long at, IDetectorOutput output)
    {
        var fits = beams[Upper].Waiting.FindAll(upper => physics.WhyNoFall(upper, lower) is null);
        var likely = fits.FindAll(upper => !MayBeRain(upper, lower));
        if (likely.Count == 0) return;
        var best = likely.MinBy(upper => Math.Abs(upper.Length - lower.Length));
        beams[Lower].Waiting.Remove(lower);
        beams[Upper].Waiting.Remove(best);
        if (TakeWayUp(best, lower)) Reject("upward", best, lower, at, output);
        else Detect(best, lower, fits, at, output);
    }

    private bool MayBeRain(DarkInterval upper, DarkInterval lower) => Math.Min(upper.Length, lower.Length) < rainDark && Flickers;

    /// <summary>Something darkened one beam alone in the last minute, or waits beside the pair that is looked at.</summary>
    private bool Flickers => rejections.IsRecent("single-beam") || rejections.IsRecent("too-short") || beams[Upper].Waiting.Count + beams[Lower].Waiting.Count > 2;

    /// <summary>Finds and forgets the two intervals of the way up, when there were such.</summary>
    private bool TakeWayUp(DarkInterval downUpper, DarkInterval downLower)
    {
        foreach (var upLower in beams[Lower].Waiting)
            foreach (var upUpper in beams[Upper].Waiting)
            {
                if (!physics.IsReturn(upLower, upUpper, downUpper, downLower)) continue;
                beams[Lower].Waiting.Remove(upLower);
                beams[Upper].Waiting.Remove(upUpper);
                return true;
            }
        return false;
    }

    private void Detect(DarkInterval upper, DarkInterval lower, List<DarkInterval> fits, long at, IDetectorOutput output)
    {
        var least = fits.Min(fit => physics.LeastDrop(fit, lower));
        output.Add(EventKind.Detection, at, physics.SpeedOf(upper, lower), fields: EventFields.Of(
            new EventField("minDropMm", least),
            new EventField("upper", "undetermined"),
            new EventField("spanUs", (lower.Middle - upper.Middle) / 1000),
            new EventField("lengthMm", physics.LengthOf(upper, lower)),
            new EventField("throwMmS", options.ThrowMillimetresPerSecond),
            new EventField("agoUs", (at - lower.Start) / 1000),
            new EventField("candidates", fits.Count),
            new EventField("flickers", beams[Upper].Waiting.Count + beams[Lower].Waiting.Count)));
    }

    /// <summary>The oldest waiting interval of a beam has waited long enough: says what it was, with its partner if there is one.</summary>
    private void Expire(int line, long at, IDetectorOutput output)
    {
        var (mine, others) = (beams[line].Waiting[0], beams[1 - line].Waiting);
        beams[line].Waiting.RemoveAt(0);
        var partner = others.FindIndex(o => o.Start >= mine.Start);
        if (partner < 0)
        {
            RejectAlone(line, mine, at, output);
            return;
        }
        var other = others[partner];
        others.RemoveAt(partner);
        if (line == Upper) Reject(physics.WhyNoFall(mine, other) ?? "single-beam", mine, other, at, output);
        else Reject(other.Middle - mine.Middle >= physics.QuickestPair ? "upward" : "wrong-order", mine, other, at, output);
    }

    private void RejectAlone(int line, DarkInterval interval, long at, IDetectorOutput output)
    {
        var other = beams[1 - line];
        var reason = other.Dark && other.Since <= interval.Start ? "stuck" : "single-beam";
        rejections.Add(reason, at, output, new EventField("line", Lines[line]));
    }

    private void Reject(string reason, DarkInterval first, DarkInterval second, long at, IDetectorOutput output)
    {
        if (reason == "wrong-order") rejections.Add(reason, at, output);
        else rejections.Add(reason, at, output, new EventField("speedMmS", physics.SpeedOf(first, second)));
    }
}
