using CityKit.Client;
using CityKit.Core;
using CityKit.Desk.Words;
using NodaTime.Text;

namespace CityKit.Desk.Cockpit;

/// <summary>Fills boards of devices: how they are, and when they saw nothing.</summary>
internal sealed class DeviceSource(Board board, CockpitQuery asked, CockpitReads reads) : BoardSource(board, asked, reads)
{
    internal override Task<BoardContent> ReadAsync() => Board.Kind == BoardKind.Blind ? BlindAsync() : DevicesAsync();

    private async Task<BoardContent> DevicesAsync()
    {
        var answer = await Reads.AllAsync("devices/list", CockpitJson.Default.DeviceRow, false).ConfigureAwait(false);
        return Of(answer, rows => new BoardContent
        {
            Title = Title,
            Numbers = rows.Count == 0 ? [] : [new(CockpitWords.Healthy, new(Of(rows, "healthy") / (decimal)rows.Count, BoardUnit.Rate))],
            Parts = rows.Count == 0 ? [] :
            [
                new(CockpitWords.Healthy, Of(rows, "healthy"), BoardTone.Good, "operations"),
                new(CockpitWords.Silent, Of(rows, "silent"), BoardTone.Bad, "operations"),
                new(CockpitWords.NewDevice, Of(rows, "new"), BoardTone.Fair, "operations"),
                new(CockpitWords.Retired, rows.Count - Of(rows, "healthy") - Of(rows, "silent") - Of(rows, "new"), BoardTone.Plain,
                    "operations"),
            ],
            Note = rows.Count == 0 ? CockpitWords.None : null,
        });
    }

    private async Task<BoardContent> BlindAsync()
    {
        var days = await AskAsync("day").ConfigureAwait(false);
        var sources = await AskAsync("source").ConfigureAwait(false);
        return Of(days, rows => new BoardContent
        {
            Title = Title,
            Numbers = [new(CockpitWords.BlindAll, new(Minutes(rows.Sum(row => row.Seconds)), BoardUnit.Minutes))],
            Trend = new BoardTrend(CockpitWords.BlindADay, [.. Asked.Days.All.Select(day => ($"{day.Month}-{day.Day}",
                (decimal?)Minutes(rows.FirstOrDefault(row => row.Day == LocalDatePattern.Iso.Format(day))?.Seconds ?? 0)))],
                    BoardUnit.Minutes, IsLine: false),
            Table = new BoardTable([CommonWords.Source, CockpitWords.Blind],
                [.. (sources.Value ?? []).OrderByDescending(row => row.Seconds)
                .Take(Math.Min(Board.Top, 4)).Select(row =>
                    new BoardRow([BoardCell.Of(row.Source!), new(Minutes(row.Seconds), BoardUnit.Minutes)]))]) { Bars = 1 },
        });
    }

    private Task<Answer<IReadOnlyList<BlindRow>>> AskAsync(string by) =>
        Reads.AllAsync("findings/blind", CockpitJson.Default.BlindRow, IsOver,
        ("by", by), ("from", Asked.Days.FromText), ("until", Asked.Days.UntilText));

    private static long Of(IReadOnlyList<DeviceRow> rows, string health) => rows.Count(row => row.Health == health);

    private static decimal Minutes(long seconds) => Math.Round(seconds / 60m, 1);
}
