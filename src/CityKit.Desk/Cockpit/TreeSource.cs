using CityKit.Client;
using CityKit.Client.Items;
using CityKit.Client.Json;
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
        var open = await CountAsync(null).ConfigureAwait(false);
        var overdue = await CountAsync("yes").ConfigureAwait(false);
        return Of(open, rows => new BoardContent
        {
            Title = Title,
            Table = new BoardTable([CockpitWords.Area, CockpitWords.Open, CockpitWords.Overdue, CockpitWords.OverdueShare],
                [.. Branch("", 0, rows, overdue.Value ?? [])]) { Bars = 1 },
        });
    }

    private Task<Answer<IReadOnlyList<ItemCount>>> CountAsync(string? overdue) => Reads.AllAsync("items/counts", ClientJson.Default.ItemCount, false,
        ("digits", "12"), ("overdue", overdue), ("profile", Board.Profile), ("body", Asked.Body));

    private IEnumerable<BoardRow> Branch(string area, int depth, IReadOnlyList<ItemCount> open, IReadOnlyList<ItemCount> overdue)
    {
        yield return Row(area, depth, Sum(open, area), Sum(overdue, area));
        if (depth == Levels.Length) yield break;
        var below = open.Where(row => row.Grid?.StartsWith(area, StringComparison.Ordinal) == true && row.Grid.Length >= Levels[depth])
            .Select(row => row.Grid![..Levels[depth]]).Distinct().OrderByDescending(code => Sum(open, code))
            .ThenBy(code => code, StringComparer.Ordinal).Take(Board.Top).ToArray();
        if (depth > 0 && !(Asked.Area?.StartsWith(area, StringComparison.Ordinal) ?? below.Length == 1)) yield break;
        foreach (var row in below.SelectMany(code => Branch(code, depth + 1, open, overdue))) yield return row;
    }

    private BoardRow Row(string area, int depth, long open, long overdue) => new(
        [
            BoardCell.Of(area.Length == 0 ? CockpitWords.City : AreaOf(area)) with
            {
                Link = (Asked with { Area = Given(area) }).ToPage(),
            },
            new(open) { Link = Items(("grid", Given(area)), ("body", Asked.Body), ("profile", Board.Profile)) },
            new(overdue) { Link = overdue > 0 ? Items(("grid", Given(area)), ("overdue", "yes"), ("body", Asked.Body), ("profile", Board.Profile)) : null },
            new(open == 0 ? null : overdue / (decimal)open, BoardUnit.Rate),
        ], depth);

    private static string? Given(string area) => area.Length == 0 ? null : area;

    private static long Sum(IReadOnlyList<ItemCount> rows, string area) =>
        rows.Where(row => (row.Grid ?? "").StartsWith(area, StringComparison.Ordinal)).Sum(row => row.Count);
}
