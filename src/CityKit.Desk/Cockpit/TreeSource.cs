using CityKit.Client;
using CityKit.Client.Items;
using CityKit.Client.Json;
using CityKit.Core;
using CityKit.Desk.Words;

namespace CityKit.Desk.Cockpit;

/// <summary>
/// Fills the command tree (指挥体系): the city, its districts, their streets and communities, each with what is open and overdue in it.
/// It is open down to the area that the address names, and one level below that; when it names none, where there is but one way.
/// </summary>
internal sealed class TreeSource(Board board, CockpitQuery asked, CockpitReads reads) : BoardSource(board, asked, reads)
{
    private static readonly int[] Levels = [6, 9, 12];

    internal override async Task<BoardContent> ReadAsync()
    {
        var all = await LevelAsync("", 0).ConfigureAwait(false);
        return all.Refusal is { } refusal ? new BoardContent { Title = Title, Note = refusal.Message } : new BoardContent
        {
            Title = Title,
            Table = new BoardTable([CockpitWords.Area, CommonWords.Open, CockpitWords.Overdue, CockpitWords.OverdueShare],
                [
                    Row("", 0, all.Areas.Sum(area => area.Open), all.Areas.Sum(area => area.Overdue)),
                    .. await BelowAsync(all.Areas, 1).ConfigureAwait(false),
                ]) { Bars = 1 },
        };
    }

    /// <summary>Areas of one level, each with what is below it where it is open.</summary>
    private async Task<IReadOnlyList<BoardRow>> BelowAsync((string Code, long Open, long Overdue)[] areas, int depth)
    {
        var rows = new List<BoardRow>();
        foreach (var (code, open, overdue) in areas.Where(area => area.Code.Length == Levels[depth - 1]).Take(Board.Top))
        {
            rows.Add(Row(code, depth, open, overdue));
            if (depth < Levels.Length && (Asked.Area?.StartsWith(code, StringComparison.Ordinal) ?? areas.Length == 1))
                rows.AddRange(await BelowAsync((await LevelAsync(code, depth).ConfigureAwait(false)).Areas, depth
                    + 1).ConfigureAwait(false));
        }
        return rows;
    }

    /// <summary>The areas right below one, those with the most first.</summary>
    private async Task<(Refusal? Refusal, (string Code, long Open, long Overdue)[] Areas)> LevelAsync(string area, int depth)
    {
        var open = await CountAsync(area, depth, null).ConfigureAwait(false);
        var overdue = await CountAsync(area, depth, "yes").ConfigureAwait(false);
        var late = (overdue.Value ?? []).ToDictionary(row => row.Grid ?? "", row => row.Count, StringComparer.Ordinal);
        return (open.Refusal, [.. (open.Value ?? []).OrderByDescending(row => row.Count).ThenBy(row => row.Grid, StringComparer.Ordinal)
            .Select(row => (row.Grid ?? "", row.Count, late.GetValueOrDefault(row.Grid ?? "")))]);
    }

    private Task<Answer<IReadOnlyList<ItemCount>>> CountAsync(string area, int depth, string? overdue) => Reads.AllAsync("items/counts",
        ClientJson.Default.ItemCount, false, ("digits", $"{Levels[depth]}"), ("grid", Given(area)), ("overdue", overdue),
            ("profile", Board.Profile),
        ("body", Asked.Body));

    private BoardRow Row(string area, int depth, long open, long overdue) => new(
        [
            BoardCell.Of(area.Length == 0 ? CockpitWords.City : AreaOf(area)) with
            {
                Link = (Asked with { Area = Given(area) }).ToPage(),
            },
            new(open) { Link = Items(("grid", Given(area)), ("body", Asked.Body), ("profile", Board.Profile)) },
            new(overdue) { Link = overdue > 0
                ? Items(("grid", Given(area)), ("overdue", "yes"), ("body", Asked.Body), ("profile", Board.Profile)) : null },
            new(open == 0 ? null : overdue / (decimal)open, BoardUnit.Rate),
        ], depth);

    private static string? Given(string area) => area.Length == 0 ? null : area;
}
