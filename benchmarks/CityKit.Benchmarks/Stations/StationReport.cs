using System.Globalization;
using CityKit.Benchmarks.Plots;
using NodaTime;

namespace CityKit.Benchmarks.Stations;

/// <summary>Rules over real stations whose readings have gaps: a table, and a picture of each with readings, coverage and alerts.</summary>
internal static class StationReport
{
    private static readonly Duration Bin = Duration.FromDays(1);

    internal static void Run(string folder, string output, TextWriter tell)
    {
        tell.WriteLine("| station | hours, covered | incomplete | alerts of each rule, hours they lasted |");
        tell.WriteLine("|---|---|---|---|");
        foreach (var watched in StationKind.All.Select(kind => new WatchedStation(Station.Read(folder, kind))))
        {
            Tell(watched, tell);
            File.WriteAllText(Path.Combine(output, $"station-{watched.Station.Kind.Name}.svg"), SeriesPlot.Draw(Of(watched)));
        }
    }

    private static void Tell(WatchedStation watched, TextWriter tell)
    {
        var station = watched.Station;
        var alerts = station.Kind.Rules.Select((rule, i) => string.Create(CultureInfo.InvariantCulture,
            $"{rule.Name}: {watched.Raised(i)}, {HoursOf(watched.Alerts(i)):0} h"));
        tell.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {station.Kind.What} | {(station.To - station.From) / Station.Hour:n0}, ")
            + string.Create(CultureInfo.InvariantCulture, $"{station.Coverage:0.0 %} | {watched.Incomplete.Count()} times, ")
            + string.Create(CultureInfo.InvariantCulture, $"{HoursOf(watched.Incomplete):0} h | {string.Join("; ", alerts)} |"));
    }

    private static double HoursOf(IEnumerable<(Instant From, Instant To)> spans) => spans.Sum(span => (span.To - span.From).TotalHours);

    private static PlotSeries Of(WatchedStation watched)
    {
        var (station, kind) = (watched.Station, watched.Station.Kind);
        var title = string.Create(CultureInfo.InvariantCulture,
            $"{kind.What}: {kind.Unit}, least to most of each day; readings cover {station.Coverage:0.0 %}");
        var labelled = new PlotRow("wrong, as people labelled it", kind.Labelled, "#7040a0");
        return new PlotSeries(title, kind.Unit, station.From, station.To, DateTimeZone.Utc, Bin)
        {
            Bins = [.. Bins(station)],
            Rows =
            [
                new PlotRow("incomplete, not judged", watched.Incomplete, "#808080"),
                .. kind.Rules.Select((rule, i) => new PlotRow(rule.Name, watched.Alerts(i), "#a03020")),
                .. kind.Labelled.Count > 0 ? [labelled] : Array.Empty<PlotRow>(),
            ],
        };
    }

    private static IEnumerable<PlotBin> Bins(Station station)
    {
        foreach (var day in station.Readings.GroupBy(reading => (long)((reading.At - Station.Hour - station.From) / Bin)))
            yield return new PlotBin(station.From + Bin * day.Key, (double)day.Min(reading => reading.Value),
                (double)day.Max(reading => reading.Value), day.Count() * (Station.Hour / Bin));
    }
}
