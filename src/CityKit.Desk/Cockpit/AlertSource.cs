using CityKit.Client;
using CityKit.Client.Json;
using CityKit.Core;
using CityKit.Desk.Words;
using NodaTime.Text;

namespace CityKit.Desk.Cockpit;

/// <summary>Fills boards of alerts and leads.</summary>
internal sealed class AlertSource(Board board, CockpitQuery asked, CockpitReads reads) : BoardSource(board, asked, reads)
{
    internal override Task<BoardContent> ReadAsync() => Board.Kind switch
    {
        BoardKind.Rules => RulesAsync(),
        BoardKind.Days => DaysAsync(),
        BoardKind.FalseAlarms => FalseAlarmsAsync(),
        BoardKind.Newest => NewestAsync(),
        _ => LeadsAsync(),
    };

    private async Task<BoardContent> RulesAsync() => Of(await StatisticsAsync(null).ConfigureAwait(false), rows => new BoardContent
    {
        Title = Title,
        Table = new BoardTable([CommonWords.Rule, CockpitWords.Raised, CommonWords.Open, CommonWords.FalseShare],
            [.. rows.OrderByDescending(row => row.Raised).ThenBy(row => row.Rule, StringComparer.Ordinal).Take(Board.Top).Select(row =>
                new BoardRow(
                [
                    BoardCell.Of(Reads.Names.RuleOf(row.Rule)),
                    new(row.Raised) { Link = Alerts([("rule", row.Rule), ("grid", Asked.Area), .. All]) },
                    new(row.Open) { Link = row.Open > 0 ? Alerts(("rule", row.Rule), ("grid", Asked.Area), ("state", "open")) : null },
                        FalseShare(row),
                ]))]) { Bars = 1 },
    });

    private async Task<BoardContent> DaysAsync() => Of(await StatisticsAsync("day").ConfigureAwait(false), rows =>
    {
        var counts = rows.GroupBy(row => row.Day).ToDictionary(day => day.Key ?? "", day => day.Sum(row => row.Raised));
        return new BoardContent
        {
            Title = Title,
            Numbers = [new(CockpitWords.Raised, new(counts.Values.Sum()) { Link = Alerts([("grid", Asked.Area), .. All]) })],
            Trend = Daily(CockpitWords.AlertsADay, day => counts.GetValueOrDefault(day), BoardUnit.Count),
        };
    });

    private async Task<BoardContent> FalseAlarmsAsync() => Of(await StatisticsAsync("source").ConfigureAwait(false), rows =>
    {
        var sources = rows.GroupBy(row => row.Source ?? "?").Select(same =>
            (Source: same.Key, False: same.Sum(row => row.False), Judged: same.Sum(row => row.Judged)))
            .OrderByDescending(row => row.False).ThenBy(row => row.Source, StringComparer.Ordinal).ToArray();
        return new BoardContent
        {
            Title = Title,
            Numbers = sources.Length == 0 ? [] :
            [
                new(CockpitWords.Average, new(Math.Round(sources.Sum(row => row.False) / (decimal)(sources.Length * DaysSoFar), 3),
                    BoardUnit.PerDay)),
                new(CockpitWords.FalseCount, new(sources.Sum(row => row.False))),
            ],
            Table = new BoardTable([CockpitWords.Sensor, CockpitWords.FalseADay, CockpitWords.FalseCount, CockpitWords.Judged],
                [.. sources.Where(row => row.False > 0).Take(Board.Top).Select(row => new BoardRow(
                    [
                        BoardCell.Of(row.Source), new(Math.Round(row.False / (decimal)DaysSoFar, 2), BoardUnit.PerDay),
                        new(row.False) { Link = Alerts([("source", row.Source), .. All]) }, new(row.Judged),
                    ]))]) { Bars = 1 },
        };
    });

    private async Task<BoardContent> NewestAsync()
    {
        var answer = await Reads.AllAsync("alerts/list", ClientJson.Default.Alert, false,
            ("state", "open"), ("severity", "critical"), ("order", "-at"), ("grid", Asked.Area)).ConfigureAwait(false);
        return Of(answer, rows => new BoardContent
        {
            Title = Title,
            Numbers = [new(CommonWords.Open,
                new(rows.Count) { Link = Alerts(("state", "open"), ("severity", "critical"), ("grid", Asked.Area)) })],
            Table = new BoardTable([CockpitWords.Alert, CommonWords.Source, CockpitWords.Since],
                [.. rows.Take(Board.Top).Select(row => new BoardRow(
                [BoardCell.Of(row.Title) with { Link = Alerts(("at", $"alert:{row.Id}")) }, BoardCell.Of(row.Source),
                    new() { At = row.RaisedAt }]))]),
        });
    }

    private async Task<BoardContent> LeadsAsync()
    {
        var answer = await Reads.AllAsync("leads/figures", CockpitJson.Default.LeadRow, IsOver,
            ("by", Board.By), ("grid", Asked.Area), ("from", Asked.Days.FromText), ("until", Asked.Days.UntilText)).ConfigureAwait(false);
        return Of(answer, rows => new BoardContent
        {
            Title = Title,
            Parts = rows.Count == 0 ? [] :
            [
                new(CockpitWords.Confirmed, rows.Sum(row => row.Confirmed), BoardTone.Good, LeadsOf("confirmed")),
                new(CockpitWords.Merged, rows.Sum(row => row.Merged), BoardTone.Plain, LeadsOf("merged")),
                new(CockpitWords.NotJudged, rows.Sum(row => row.NotJudged), BoardTone.Fair, "duty?show=leads"),
                new(CockpitWords.Dismissed, rows.Sum(row => row.Dismissed), BoardTone.Bad, LeadsOf("dismissed")),
            ],
            Table = new BoardTable([CockpitWords.By(Board.By!), CockpitWords.Confirmed, CockpitWords.Dismissed, CockpitWords.NotJudged],
                [.. rows.OrderByDescending(row => row.Confirmed + row.Dismissed + row.NotJudged).Take(Board.Top).Select(row => new BoardRow(
                    [BoardCell.Of(NameOf(row)), new(row.Confirmed), new(row.Dismissed), new(row.NotJudged)]))]),
        });
    }

    private Task<Answer<IReadOnlyList<AlertRow>>> StatisticsAsync(string? by) =>
        Reads.AllAsync("alerts/statistics", CockpitJson.Default.AlertRow,
        IsOver, [("by", by), ("grid", Asked.Area), .. Days]);

    private (string Name, string? Value)[] Days => [("from", Asked.Days.FromText), ("until", Asked.Days.UntilText)];

    /// <summary>Those that are over, too: the duty desk shows open ones else.</summary>
    private (string Name, string? Value)[] All => [.. Days, ("state", "all")];

    private int DaysSoFar => Math.Max(1, Asked.Days.All.Count(day => (Asked.Days with { First = day }).From <= Reads.Now));

    private string LeadsOf(string state) => $"duty?show=leads&state={state}&from={Asked.Days.FromText}&until={Asked.Days.UntilText}";

    private static BoardCell FalseShare(AlertRow row) => new(row.Judged == 0 ? null : row.False / (decimal)row.Judged, BoardUnit.Rate);

    private LocalizedText NameOf(LeadRow row) =>
        row.Class is { } key ? ClassOf(key) : Same(row.Source ?? row.Machine ?? row.Reason ?? "–");

    private BoardTrend Daily(LocalizedText label, Func<string, decimal> of, BoardUnit unit) => new(label,
        [.. Asked.Days.All.Select(day => ($"{day.Month}-{day.Day}", (decimal?)of(LocalDatePattern.Iso.Format(day))))], unit, IsLine: false);
}
