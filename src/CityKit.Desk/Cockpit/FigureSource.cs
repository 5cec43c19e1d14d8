using CityKit.Core;
using CityKit.Desk.Words;
using NodaTime;

namespace CityKit.Desk.Cockpit;

/// <summary>Fills boards of performance figures: one figure, and a league of bodies, areas or classes.</summary>
internal sealed class FigureSource(Board board, CockpitQuery asked, CockpitReads reads) : BoardSource(board, asked, reads)
{
    private const int Periods = 6;
    private const decimal Near = 0.05m;

    internal override Task<BoardContent> ReadAsync() => Board.Kind == BoardKind.League ? LeagueAsync() : FigureAsync();

    private async Task<BoardContent> FigureAsync()
    {
        var now = await AskAsync(Asked.Days, null).ConfigureAwait(false);
        if (now.Refusal is { } refusal) return new BoardContent { Title = Title, Note = refusal.Message };
        if (now.Value is not [{ Figures: [var figure] }]) return new BoardContent { Title = Board.Title ?? Same(Board.Figure!),
            Note = CockpitWords.None };
        var points = new List<(string, decimal?)>();
        for (var before = Periods - 1; before > 0; before--) points.Add(await PointAsync(Asked.Days.Before(before)).ConfigureAwait(false));
        points.Add((LabelOf(Asked.Days), figure.Rate));
        return new BoardContent
        {
            Title = Board.Title ?? figure.Name,
            Numbers =
            [
                new(CockpitWords.Now, Rate(figure)) { Target = Board.Target, Change = figure.Rate - points[^2].Item2 },
                new(CockpitWords.Counted, Count(figure.Numerator)), new(CockpitWords.OutOf, Count(figure.Denominator)),
            ],
            Trend = new BoardTrend(CockpitWords.Trend, points, BoardUnit.Rate, IsLine: true) { Target = Board.Target },
        };
    }

    private async Task<(string, decimal?)> PointAsync(CockpitDays days)
    {
        var answer = await AskAsync(days, null).ConfigureAwait(false);
        return (LabelOf(days), answer.Value is [{ Figures: [var figure] }] ? figure.Rate : null);
    }

    private async Task<BoardContent> LeagueAsync()
    {
        var answer = await AskAsync(Asked.Days, Board.By).ConfigureAwait(false);
        return Of(answer, rows =>
        {
            var ranked = rows.Where(row => row.Figures is [{ Rate: not null }]).OrderBy(row =>
                row.Figures[0].Rate * (Board.IsLessBetter ? 1 : -1))
                .ThenByDescending(row => row.Figures[0].Denominator.Count).ThenBy(row => row.Group, StringComparer.Ordinal).Take(Board.Top);
            var name = rows.FirstOrDefault()?.Figures.FirstOrDefault()?.Name;
            return new BoardContent
            {
                Title = Board.Title ?? (name is null ? Title : CockpitWords.LeagueOf(name, Board.By!)),
                Table = new BoardTable([CockpitWords.By(Board.By!), CockpitWords.Rate, CockpitWords.Counted, CockpitWords.OutOf],
                [
                    .. ranked.Select(row => new BoardRow(
                        [NameOf(row), Rate(row.Figures[0]), Count(row.Figures[0].Numerator), Count(row.Figures[0].Denominator)])),
                ]) { Bars = 1 },
            };
        });
    }

    private BoardCell NameOf(FigureRow row) => BoardCell.Of(row.Group is not { } group ? CockpitWords.Unassigned
        : Board.By switch { "body" => Same(group), "class" => ClassOf(group), _ => AreaOf(group) })
        with { Link = Board.By == "body" && row.Group is not null ? (Asked with { Body = row.Group }).ToPage() : null };

    private Task<Client.Answer<IReadOnlyList<FigureRow>>> AskAsync(CockpitDays days, string? by) => Reads.AllAsync("items/figures",
        CockpitJson.Default.FigureRow, days.Until < Reads.Now, ("from", days.FromText), ("until", days.UntilText), ("figure", Board.Figure),
        ("profile", Board.Profile), ("by", by is "district" or "street" ? "grid" : by),
            ("digits", by switch { "district" => "6", "street" => "9", _ => null }),
        ("grid", Asked.Area), ("body", Asked.Body));

    private BoardCell Rate(FigureValue figure) => new(figure.Rate, BoardUnit.Rate) { Tone = ToneOf(figure.Rate) };

    private static BoardCell Count(FigureCount counted) =>
        new(counted.Count) { Link = counted.Facts.Count > 0 && counted.Count > 0 ? $"duty?show=items&{counted.Facts[0].Query}" : null };

    private BoardTone ToneOf(decimal? rate)
    {
        if (rate is not { } value || Board.Target is not { } target) return BoardTone.Plain;
        var missing = Board.IsLessBetter ? value - target : target - value;
        return missing <= 0 ? BoardTone.Good : missing <= Near ? BoardTone.Fair : BoardTone.Bad;
    }

    private static string LabelOf(CockpitDays days) =>
        days.Count == 1 ? DayOf(days.First) : $"{DayOf(days.First)}–{DayOf(days.End.PlusDays(-1))}";

    private static string DayOf(LocalDate day) => $"{day.Month}-{day.Day}";
}
