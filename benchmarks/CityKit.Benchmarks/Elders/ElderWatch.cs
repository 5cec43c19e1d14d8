using System.Globalization;

namespace CityKit.Benchmarks.Elders;

/// <summary>
/// Elder watch over real homes of which none is known to have been in need: each alert counts as a false one, a holiday's too. A
/// table for all homes,
/// and a picture of a few.
/// </summary>
internal static class ElderWatch
{
    private static readonly string[] Pictured = ["gas-d5a7", "electricity-8520", "water-6616"];

    internal static void Run(string folder, string output, TextWriter tell)
    {
        var homes = MeterKind.All.SelectMany(kind => HomeMeter.Read(folder, kind)).Select(meter => new WatchedHome(meter)).ToList();
        tell.WriteLine($"| alerts a home and year | homes, days | {string.Join(" | ", WatchedHome.Rules.Select(rule => rule.Name))} |");
        tell.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", WatchedHome.Rules.Count + 2))}");
        foreach (var kind in homes.GroupBy(home => home.Meter.Kind)) Tell(kind.Key.Quantity, [.. kind], tell);
        tell.WriteLine();
        foreach (var home in homes)
            Tell($"{home.Meter.Kind.Quantity} {home.Meter.Home}, covered {home.Meter.Coverage.ToString("0.0 %", CultureInfo.InvariantCulture)}", [home], tell);
        foreach (var home in homes.Where(home => Pictured.Contains($"{home.Meter.Kind.Quantity}-{home.Meter.Home}")))
            File.WriteAllText(Path.Combine(output, $"elder-{home.Meter.Kind.Quantity}.svg"), HomePlot.Draw(home));
    }

    private static void Tell(string name, WatchedHome[] homes, TextWriter tell)
    {
        var days = homes.Sum(home => home.Meter.Days);
        var counts = WatchedHome.Rules.Select(rule => homes.Sum(home => home.Raised(rule.Id)));
        tell.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {homes.Length}, {days:0} | ")
            + string.Join(" | ", counts.Select(
                count => string.Create(CultureInfo.InvariantCulture, $"{count * 365.25 / days:0.0} ({count})"))) + " |");
    }
}
