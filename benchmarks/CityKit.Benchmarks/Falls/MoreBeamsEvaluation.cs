using CityKit.Edge.Testing.Passages;
using static CityKit.Benchmarks.Falls.FallEvaluation;

namespace CityKit.Benchmarks.Falls;

/// <summary>Over 100,000 passages through three and four beams, beside two: what more beams are worth, and what they cost.</summary>
internal static class MoreBeamsEvaluation
{
    private const int Seed = 20261122;
    private const int Falls = 16_500;
    private const int WrongFalls = 1_650;
    private const int Disturbers = 1_200;
    private const double WeatherHours = 100;

    /// <returns>The plot.</returns>
    internal static string Run(TextWriter tell)
    {
        var results = TellFalls(tell);
        TellDisturbers(tell);
        TellWeather(tell);
        return FallPlot.DrawMore(results);
    }

    private static List<(BarrierRig Rig, RigResult Result)> TellFalls(TextWriter tell)
    {
        tell.WriteLine("\n| beams | falls are really | falls | detected | bound holds | median of bound / drop | steady bound holds | median of steady bound / drop | top speed told (right) | terminal speed told (right) |");
        tell.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var assumed = new List<(BarrierRig, RigResult)>();
        foreach (var rig in BarrierRig.All)
        {
            assumed.Add((rig, Run(rig, "as assumed", Falls, r => RigFall.Draw(rig, FallPrior.Assumed, r), tell)));
            foreach (var prior in FallPrior.Wrong)
                Run(rig, prior.Name.Replace("1.9 m apart, not 2 m", "5 % closer than stated", StringComparison.Ordinal), WrongFalls, r =>
                RigFall.Draw(rig, prior, r), tell);
            Run(rig, RigFall.Unfolds, WrongFalls, r => RigFall.DrawUnfolding(rig, r), tell);
        }
        return assumed;
    }

    private static RigResult Run(BarrierRig rig, string name, int falls, Func<Random, RigFall> draw, TextWriter tell)
    {
        var (result, random) = (new RigResult(), new Random(Seed));
        for (var i = 0; i < falls; i++)
        {
            var fall = draw(random);
            result.Add(Bench.Pass(fall.Passage, random, rig.Options), fall);
        }
        tell.WriteLine(Row($"| {rig.Name} | {name} | {result.Falls} | {Share(result.Detected, result.Falls)} | {Share(result.Covered, result.Detected)} | {result.MedianShare(false):0.00} | {Share(result.SteadyCovered, result.Detected)} | {result.MedianShare(true):0.00} | {Told(result.TopTold, result.TopRight, result.Detected)} | {Told(result.TerminalTold, result.TerminalRight, result.Detected)} |"));
        return result;
    }

    private static string Told(int told, int right, int detected) => told == 0 ? "never"
        : $"{Share(told, detected)} ({Share(right, told)})";

    private static void TellDisturbers(TextWriter tell)
    {
        tell.WriteLine("\n| disturber | 2 beams | 3 beams | 4 beams, each 2 m apart: taken for a fall, of " + Disturbers
            + " |\n|---|---|---|---|");
        foreach (var disturber in Disturber.All)
            tell.WriteLine(Row($"| {disturber.Name} | {Wrong(disturber, 2)} | {Wrong(disturber, 3)} | {Wrong(disturber, 4)} |"));
    }

    private static int Wrong(Disturber disturber, int beams)
    {
        var (random, rig) = (new Random(Seed), new BarrierRig(beams, 2));
        return Enumerable.Range(0, Disturbers)
            .Count(_ => Bench.Pass(Widen(disturber.Draw(random), beams), random, rig.Options).Detections.Count > 0);
    }

    private static IPassage Widen(IPassage passage, int beams) => passage switch
    {
        BirdPassage bird => bird with { Beams = beams },
        BallThrownUp ball => ball with { Beams = beams },
        FogBank fog => fog with { Beams = beams },
        FallPassage stone => stone with { MoreSpacingMetres = [.. Enumerable.Repeat(stone.SpacingMetres, beams - 2)] },
        _ => passage,
    };

    private static void TellWeather(TextWriter tell)
    {
        tell.WriteLine("\n| weather on all beams, " + WeatherHours
            + " hours | 2 beams | 3 beams | 4 beams, each 2 m apart: detections |\n|---|---|---|---|");
        TellWeather("heavy rain, 1 drop/s and beam (0.5 to 3 ms)", 1, r => 0.0005 + 0.0025 * r.NextDouble(), tell);
        TellWeather("hail, 2 stones/s and beam (0.3 to 3 ms)", 2, r => 0.0003 + 0.0027 * r.NextDouble(), tell);
        TellWeather("roof snow and drips, 0.05/s and beam (2 to 12 ms)", 0.05, r => 0.002 + 0.01 * r.NextDouble(), tell);
    }

    private static void TellWeather(string name, double perSecond, Func<Random, double> dark, TextWriter tell)
    {
        var wrong = new[] { 2, 3, 4 }.Select(
            beams => Bench.Weather(WeatherHours, perSecond, dark, new Random(Seed), new BarrierRig(beams, 2).Options).Detections.Count)
            .ToArray();
        tell.WriteLine(Row($"| {name} | {wrong[0]} | {wrong[1]} | {wrong[2]} |"));
    }
}
