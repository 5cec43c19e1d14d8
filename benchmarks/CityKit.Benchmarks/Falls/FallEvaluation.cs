using System.Globalization;

namespace CityKit.Benchmarks.Falls;

/// <summary>
/// Over 100,000 synthetic passages through a pair of barriers: how many falls are seen, how often the stated bound of the drop
/// holds, and how many false alarms a year there would be at stated rates. Physics, not
/// recordings; the same seed gives the same table.
/// </summary>
internal static class FallEvaluation
{
    private const int Seed = 20261121;
    private const int TopFloor = 34;
    private const int Falls = 49_500;
    private const int WrongFalls = 4_950;
    private const int Disturbers = 2_400;
    private const double WeatherHours = 250;

    internal static void Run(string folder, TextWriter tell)
    {
        var floors = Enumerable.Range(2, TopFloor - 1).Select(floor => Floor(FallPrior.Assumed, floor, Falls / (TopFloor - 1))).ToList();
        TellFloors(floors, tell);
        TellPriors(floors, tell);
        TellDisturbers(tell);
        TellWeather(tell);
        File.WriteAllText(Path.Combine(folder, "falls.svg"), FallPlot.Draw(floors));
        File.WriteAllText(Path.Combine(folder, "falls-more.svg"), MoreBeamsEvaluation.Run(tell));
    }

    private static FloorResult Floor(FallPrior prior, int floor, int falls)
    {
        var (result, random) = (new FloorResult(floor), new Random(Seed + floor));
        for (var i = 0; i < falls; i++)
        {
            var fall = prior.Draw(floor, random);
            result.Add(Bench.Pass(fall, random), fall.DropMetres);
        }
        return result;
    }

    private static void TellFloors(List<FloorResult> floors, TextWriter tell)
    {
        tell.WriteLine("| from floor | drop above the upper beam | falls | detected | bound holds | median bound | 5 % to 95 % |");
        tell.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var f in floors.Where(f => f.Floor is 2 or 3 or 4 or 6 or 8 or 11 or 18 or 26 or TopFloor))
            tell.WriteLine(Row($"| {f.Floor} | {f.Drop:0.0} m | {f.Falls} | {Share(f.Detected, f.Falls)} | {Share(f.Covered, f.Detected)} | {f.Bound(0.5):0.0} m | {f.Bound(0.05):0.0} to {f.Bound(0.95):0.0} m |"));
        tell.WriteLine(Row($"| all {floors.Count} | | {floors.Sum(f => f.Falls)} | {Share(floors.Sum(f => f.Detected), floors.Sum(f => f.Falls))} | {Share(floors.Sum(f => f.Covered), floors.Sum(f => f.Detected))} | | |"));
    }

    private static void TellPriors(List<FloorResult> assumed, TextWriter tell)
    {
        tell.WriteLine("\n| falls are really | falls | detected | bound holds |\n|---|---|---|---|");
        TellPrior(FallPrior.Assumed.Name, assumed, tell);
        foreach (var prior in FallPrior.Wrong)
            TellPrior(prior.Name, [.. Enumerable.Range(2, TopFloor - 1).Select(floor => Floor(prior, floor, WrongFalls / (TopFloor - 1)))],
                tell);
    }

    private static void TellPrior(string name, List<FloorResult> floors, TextWriter tell)
    {
        int falls = floors.Sum(f => f.Falls), detected = floors.Sum(f => f.Detected);
        tell.WriteLine(Row($"| {name} | {falls} | {Share(detected, falls)} | {Share(floors.Sum(f => f.Covered), detected)} |"));
    }

    private static void TellDisturbers(TextWriter tell)
    {
        tell.WriteLine("\n| disturber | passages | taken for a fall | at a rate of, a year | false alarms a year (95 % upper limit) |\n|---|---|---|---|---|");
        foreach (var disturber in Disturber.All)
        {
            var (random, wrong) = (new Random(Seed), 0);
            for (var i = 0; i < Disturbers; i++)
                if (Bench.Pass(disturber.Draw(random), random).Detections.Count > 0) wrong++;
            tell.WriteLine(Row($"| {disturber.Name} | {Disturbers} | {wrong} | {disturber.PerYear:N0} | {PerYear(wrong, Disturbers, disturber.PerYear)} |"));
        }
    }

    private static void TellWeather(TextWriter tell)
    {
        tell.WriteLine("\n| weather on both beams | hours | detections | at hours a year | false alarms a year (95 % upper limit) |\n|---|---|---|---|---|");
        TellWeather("rain, 0.1 drops/s and beam that darken it (0.5 to 3 ms)", 0.1, r => 0.0005 + 0.0025 * r.NextDouble(), 400, tell);
        TellWeather("heavy rain, 1 drop/s and beam", 1, r => 0.0005 + 0.0025 * r.NextDouble(), 40, tell);
        TellWeather("hail, 2 stones/s and beam (0.3 to 3 ms)", 2, r => 0.0003 + 0.0027 * r.NextDouble(), 1, tell);
        TellWeather("roof snow and drips, 0.05/s and beam (2 to 12 ms)", 0.05, r => 0.002 + 0.01 * r.NextDouble(), 50, tell);
    }

    private static void TellWeather(string name, double perSecond, Func<Random, double> dark, double hoursPerYear, TextWriter tell)
    {
        var wrong = Bench.Weather(WeatherHours, perSecond, dark, new Random(Seed)).Detections.Count;
        tell.WriteLine(Row($"| {name} | {WeatherHours:0} | {wrong} | {hoursPerYear:0} | {PerYear(wrong, WeatherHours, hoursPerYear)} |"));
    }

    /// <summary>The estimate, and the largest rate at which so few would still be seen in 1 of 20 runs (Poisson, by its normal
    /// form: k + 1.645·√(k + 1) + 1.35; 3.0 for none).</summary>
    internal static string PerYear(int wrong, double of, double perYear) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{wrong / of * perYear:0.##} ({(wrong == 0 ? 3.0 : wrong + 1.645 * Math.Sqrt(wrong + 1) + 1.35) / of * perYear:0.##})");

    internal static string Share(int part, int whole) => whole == 0 ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.00} %");

    internal static string Row(FormattableString row) => FormattableString.Invariant(row);
}
