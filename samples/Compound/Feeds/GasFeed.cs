using System.Globalization;
using System.Text;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.World;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Samples.Compound.Feeds;

/// <summary>
/// The gas company's feed (燃气读数): register readings of each hour, delivered at 08:00 of the next day, as utilities do it: the rules judge
/// each reading at its own time all the same.
/// </summary>
internal sealed class GasFeed
{
    private readonly Scenario scenario;
    private readonly GasScript script;
    private readonly List<GasReading> readings = [];

    private GasFeed(Scenario scenario, GasScript script) => (this.scenario, this.script) = (scenario, script);

    /// <summary>Every delivery inside the scenario, in time order.</summary>
    public static IReadOnlyList<FeedBatch> Of(Scenario scenario)
    {
        if (scenario.Gas is not { } script) return [];
        var feed = new GasFeed(scenario, script);
        feed.Read();
        return [.. script.Deliveries(scenario).Select(feed.Batch)];
    }

    /// <summary>A delivery in which the first register that still reports shows all day what it showed before: its tap is closed.</summary>
    public static FeedBatch StillOn(Scenario scenario, Instant at)
    {
        var feed = new GasFeed(scenario, scenario.Gas!);
        feed.Read();
        return feed.Still(feed.script.Registers.First(register => register.Until is null).Register, at);
    }

    private FeedBatch Still(string register, Instant at)
    {
        var today = at.InZone(scenario.Zone).Date;
        var from = scenario.Zone.AtStartOfDay(today.PlusDays(-1)).ToInstant();
        var shown = readings.Last(reading => reading.Register == register && reading.At <= Earlier(from, scenario.End)).CubicMetres;
        var hours = Enumerable.Range(1, 24).Select(hour => new GasReading(register, from + Duration.FromHours(hour), shown));
        return new FeedBatch(script.Feed, $"{script.Feed}-{LocalDatePattern.Iso.Format(today.PlusDays(-1))}-still", at,
            Csv(hours, at), script.As);
    }

    private static Instant Earlier(Instant one, Instant other) => one < other ? one : other;

    private void Read()
    {
        var totals = script.Registers.ToDictionary(r => r.Register, r => r.FirstCubicMetres);
        foreach (var (local, watts) in SourceTable.Read(script.File, script.SourceZone))
        {
            var hour = local.PlusWeeks(script.Weeks).InZoneLeniently(scenario.Zone).ToInstant();
            foreach (var register in script.Registers) Add(register, hour, watts, totals);
        }
    }

    /// <summary>A row holds the mean power of the hour that starts at its time; the register shows it when the hour is over.</summary>
    private void Add(GasRegister register, Instant hour, IReadOnlyDictionary<string, double> watts, Dictionary<string, double> totals)
    {
        var end = hour + Duration.FromHours(1);
        if (readings.Count < script.Registers.Count) readings.Add(new GasReading(register.Register, hour, totals[register.Register]));
        if (!watts.TryGetValue(register.Column, out var mean) || end > (register.Until ?? Instant.MaxValue)) return;
        totals[register.Register] += mean / script.WattHoursPerCubicMetre;
        readings.Add(new GasReading(register.Register, end, totals[register.Register]));
    }

    private FeedBatch Batch(Instant at)
    {
        var today = at.InZone(scenario.Zone).Date;
        var from = scenario.Zone.AtStartOfDay(today.PlusDays(-1)).ToInstant();
        var to = scenario.Zone.AtStartOfDay(today).ToInstant();
        var first = readings[0].At >= from;
        var ofDay = readings.Where(r => (r.At > from || first && r.At == from) && r.At <= to).OrderBy(r => r.At)
            .ThenBy(r => r.Register, StringComparer.Ordinal);
        return new FeedBatch(script.Feed, $"{script.Feed}-{LocalDatePattern.Iso.Format(today.PlusDays(-1))}", at,
            Csv(ofDay, at), script.As);
    }

    private string Csv(IEnumerable<GasReading> ofDay, Instant reported)
    {
        var text = new StringBuilder("register,unit,reading,readAt,receivedAt,source\n");
        foreach (var r in ofDay)
            text.Append(CultureInfo.InvariantCulture,
                $"{r.Register},m3,{r.CubicMetres:F3},{InstantPattern.General.Format(r.At)},{InstantPattern.General.Format(reported)},{script.Source}\n");
        return text.ToString();
    }

    private readonly record struct GasReading(string Register, Instant At, double CubicMetres);
}
