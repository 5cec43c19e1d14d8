using CityKit.Core;

namespace CityKit.Edge.Detectors.Barriers;

/// <content>All beams dark, and stuck beams.</content>
internal sealed partial class BarrierDetector
{
    /// <summary>Fog comes to one beam after the other; a supply that fails, or a cover, comes to all at once.</summary>
    private const long AtOnce = 50_000_000;

    private long? FogBeginDue => !fog && Array.TrueForAll(beams, b => b.Dark) ? beams.Max(b => b.Since) + fogAfter : null;

    private long? FogEndDue => fog ? EarliestClearDue : null;

    private long? EarliestClearDue
    {
        get
        {
            long? earliest = null;
            for (var i = 0; i < beams.Length; i++) earliest = Durations.Earlier(earliest, ClearDue(i));
            return earliest;
        }
    }

    private long? ClearDue(int line) => beams[line].Dark ? null : beams[line].Since + clearAfter;

    /// <summary>
    /// A beam dark for long beside a clear one is stuck; when all are dark it may be fog. A stuck one recovers when it stays clear.
    /// </summary>
    private long? StuckDue(int line)
    {
        var beam = beams[line];
        if (beam.Stuck) return ClearDue(line);
        return beam.Dark && !fog && EarliestClearDue is { } clear ? Math.Max(beam.Since + stuckAfter, clear) : null;
    }

    private void Watch(long at, IDetectorOutput output)
    {
        if (FogBeginDue <= at) BeginFog(at, output);
        else if (FogEndDue <= at) EndFog(at, output);
        for (var i = 0; i < beams.Length; i++)
            if (StuckDue(i) <= at) TellStuck(i, at, output);
    }

    private void BeginFog(long at, IDetectorOutput output)
    {
        sight.Forget(at, output);
        (fog, together) = (true, beams.Max(b => b.Since) - beams.Min(b => b.Since) < AtOnce);
        foreach (var beam in beams) beam.Forget();
        TellFog(at, fogAfter, output);
    }

    private void EndFog(long at, IDetectorOutput output)
    {
        fog = false;
        output.Add(EventKind.Blind, at, 0, at - fogToldUntil, fields: together ? AllAtOnce : Fog);
    }

    private void TellFog(long at, long span, IDetectorOutput output)
    {
        fogToldUntil = at;
        output.Add(EventKind.Blind, at, 1, span, fields: together ? AllAtOnce : Fog);
    }

    private void TellStuck(int line, long at, IDetectorOutput output)
    {
        var beam = beams[line];
        beam.Stuck = !beam.Stuck;
        if (beam.Stuck) beam.Forget();
        output.Add(EventKind.Fault, at, beam.Stuck ? 1 : 0,
            fields: EventFields.Of(new EventField("reason", "stuck"), new EventField("line", Lines[line])));
    }
}
