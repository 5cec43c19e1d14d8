using System.Globalization;
using CityKit.Benchmarks.Plots;
using NodaTime;

namespace CityKit.Benchmarks.Elders;

/// <summary>A home's readings, how much of the time they cover, and the alerts of each rule, over one axis of time.</summary>
internal static class HomePlot
{
    internal static string Draw(WatchedHome home)
    {
        var meter = home.Meter;
        var bin = meter.Days > 100 ? Duration.FromDays(1) : Duration.FromHours(6);
        var each = bin == Duration.FromDays(1) ? "day" : "6 hours";
        var title = string.Create(CultureInfo.InvariantCulture,
            $"Home {meter.Home}: {meter.Kind.Quantity}, {meter.Kind.Unit} in each {each}; readings cover {meter.Coverage:0.0 %}");
        return SeriesPlot.Draw(new PlotSeries(
            title, meter.Kind.Unit, meter.From, meter.To, DateTimeZoneProviders.Tzdb["Europe/Brussels"], bin)
        {
            Bins = [.. Bins(meter, bin)],
            Rows =
            [
                new PlotRow("incomplete, not judged", home.Incomplete, "#808080"),
                .. WatchedHome.Rules.Select(rule => new PlotRow(rule.Name, home.Alerts(rule.Id), "#a03020")),
            ],
        });
    }

    private static IEnumerable<PlotBin> Bins(HomeMeter meter, Duration bin)
    {
        var byBin = meter.Readings.ToLookup(reading => (long)((reading.At - meter.Kind.Span - meter.From) / bin));
        for (var n = 0L; meter.From + bin * (n + 1) <= meter.To; n++)
            yield return new PlotBin(meter.From + bin * n, 0, byBin[n].Sum(reading => (double)reading.Value) / meter.Kind.PerUnit,
                byBin[n].Count() * (meter.Kind.Span / bin));
    }
}
