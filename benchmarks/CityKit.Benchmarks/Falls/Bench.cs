using CityKit.Core;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Testing.Passages;

namespace CityKit.Benchmarks.Falls;

/// <summary>A pair of barriers as it would hang there: 2 m apart, beams that need 0.5 ms of dark before they answer.</summary>
internal static class Bench
{
    internal const double Spacing = 2;
    internal const double ResponseSeconds = 0.0005;
    internal const double UpperBeamMetres = 3;
    internal const double FloorMetres = 2.8;
    private const long At = 60_000_000_000;
    private static readonly BarrierOptions Options = new(SensorName.Parse("canopy"), "upper", "lower", (int)(Spacing * 1000));

    internal static Output Pass(IPassage passage, Random random, BarrierOptions? options = null)
    {
        var (detector, output) = (new BarrierDetector(options ?? Options), new Output());
        detector.Start(0, new bool[detector.Lines.Count], output);
        foreach (var edge in Answered(passage.EdgesAt(At, random))) detector.OnEdge(edge.Beam, edge.Dark, edge.Nanoseconds, 0, output);
        detector.OnTime(180 * At, output);
        return output;
    }

    /// <summary>Hours of one kind of weather, on all beams at once, into one detector.</summary>
    internal static Output Weather(
        double hours, double perSecond, Func<Random, double> darkSeconds, Random random, BarrierOptions? options = null)
    {
        var (detector, output) = (new BarrierDetector(options ?? Options), new Output());
        detector.Start(0, new bool[detector.Lines.Count], output);
        var edges = Enumerable.Range(0, detector.Lines.Count).SelectMany(beam => Drops(beam, hours, perSecond, darkSeconds, random))
            .OrderBy(e => e.Nanoseconds).ToList();
        foreach (var edge in Answered(edges)) detector.OnEdge(edge.Beam, edge.Dark, edge.Nanoseconds, 0, output);
        return output;
    }

    private static IEnumerable<PassageEdge> Drops(int beam, double hours, double perSecond, Func<Random, double> darkSeconds, Random random)
    {
        var seconds = 60.0;
        while ((seconds -= Math.Log(1 - random.NextDouble()) / perSecond) < 3600 * hours)
        {
            var dark = darkSeconds(random);
            yield return new PassageEdge(beam, true, (long)(seconds * 1e9));
            yield return new PassageEdge(beam, false, (long)((seconds += dark) * 1e9));
        }
    }

    /// <summary>A beam does not answer to what is dark for less than its response time; what it answers to comes that much late, at
    /// both ends alike.</summary>
    private static IEnumerable<PassageEdge> Answered(IReadOnlyList<PassageEdge> edges)
    {
        var answered = new List<PassageEdge>();
        foreach (var beam in edges.Select(e => e.Beam).Distinct().Order())
        {
            var own = edges.Where(e => e.Beam == beam).ToList();
            for (var i = 0; i + 1 < own.Count; i += 2)
                if (own[i + 1].Nanoseconds - own[i].Nanoseconds >= ResponseSeconds * 1e9) answered.AddRange([own[i], own[i + 1]]);
        }
        return answered.OrderBy(e => e.Nanoseconds).ThenBy(e => e.Beam)
            .Select(e => e with { Nanoseconds = e.Nanoseconds + (long)(ResponseSeconds * 1e9) });
    }
}
