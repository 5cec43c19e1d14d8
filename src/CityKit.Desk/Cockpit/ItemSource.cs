using System.Globalization;
using CityKit.Client;
using CityKit.Client.Items;
using CityKit.Client.Json;
using CityKit.Core;
using CityKit.Desk.Words;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Cockpit;

/// <summary>Fills boards that count work items: by what they are, open and overdue, by grid, hot spots, and for anybody.</summary>
internal sealed class ItemSource(Board board, CockpitQuery asked, CockpitReads reads) : BoardSource(board, asked, reads)
{
    private const int GridDigits = 15;
    private const int StreetDigits = 9;
    private const int Repeated = 2;
    private static readonly Duration Soon = Duration.FromHours(2);

    internal override Task<BoardContent> ReadAsync() => Board.Kind switch
    {
        BoardKind.Backlog => BacklogAsync(),
        BoardKind.Map => MapAsync(),
        BoardKind.Places => PlacesAsync(),
        BoardKind.Public => PublicAsync(),
        _ => CountsAsync(),
    };

    private async Task<BoardContent> CountsAsync()
    {
        var digits = DigitsOf(Board.By);
        var answer = await CountAsync(false, ("by", digits is null ? Board.By : null), ("digits", digits),
            ("top", Top)).ConfigureAwait(false);
        return Of(answer, rows => new BoardContent
        {
            Title = Board.Title ?? CockpitWords.CountsBy(Board.By!),
            Table = Counted(CockpitWords.By(Board.By!), CommonWords.Open, rows.OrderByDescending(row => row.Count).Take(Board.Top)
                .Select(row => (NameOf(row), row.Count,
                    (string?)Items([.. LinkOf(row), ("profile", Board.Profile), ("body", Board.By == "body" ? null : Asked.Body)])))),
        });
    }

    private async Task<BoardContent> BacklogAsync()
    {
        var before = InstantPattern.ExtendedIso.Format(Minute(Reads.Now) + Soon);
        var open = await CountAsync(false).ConfigureAwait(false);
        var overdue = await CountAsync(false, ("overdue", "yes")).ConfigureAwait(false);
        var soon = await CountAsync(false, ("dueBefore", before)).ConfigureAwait(false);
        return Of(open, rows =>
        {
            var (all, late, next) = (Sum(open), Sum(overdue), Sum(soon));
            return new BoardContent
            {
                Title = Title,
                Numbers = [new(CommonWords.Open, new(all) { Link = Items(Filter()) }),
                    new(CockpitWords.OverdueShare, new(all == 0 ? null : late / (decimal)all, BoardUnit.Rate))],
                Parts = [new(CockpitWords.Overdue, late, BoardTone.Bad, Items([.. Filter(), ("overdue", "yes")])),
                    new(CockpitWords.DueSoon, Math.Max(0, next - late), BoardTone.Fair, Items([.. Filter(), ("dueBefore", before)])),
                    new(CockpitWords.InTime, Math.Max(0, all - Math.Max(next, late)), BoardTone.Good)],
            };
        });
    }

    private async Task<BoardContent> MapAsync()
    {
        var answer = await CountAsync(false, ("digits", "15"), ("top", "1000")).ConfigureAwait(false);
        return Of(answer, rows => ByGrid(rows, CommonWords.Open, grid => Items([.. Filter(), ("grid", grid)]))
            with { Grids = rows.Where(row => row.Grid?.Length == GridDigits).ToDictionary(row => row.Grid!, row => (decimal)row.Count) });
    }

    private async Task<BoardContent> PlacesAsync()
    {
        (string, string?)[] days = [("state", "all"), ("reportedFrom", Asked.Days.FromText), ("reportedUntil", Asked.Days.UntilText)];
        var answer = await CountAsync(IsOver, [.. days, ("digits", "15"), ("top", Top)]).ConfigureAwait(false);
        return Of(answer, rows => ByGrid(rows.Where(row => row.Count >= Repeated), CockpitWords.Reports,
            grid => Items([.. Filter(), .. days, ("grid", grid)])));
    }

    private async Task<BoardContent> PublicAsync()
    {
        var answer = await Reads.AllAsync("items/public-counts", CockpitJson.Default.PublicRow, false,
            ("by", Board.By)).ConfigureAwait(false);
        return Of(answer, rows => new BoardContent
        {
            Title = Title,
            Numbers = [.. rows.Where(row => row.Total).Select(row => new BoardNumber(CockpitWords.Total, new(row.Count)))],
            Table = Counted(CockpitWords.By(Board.By!), CommonWords.Open, rows.Where(row => !row.Total).OrderByDescending(row => row.Count)
                .Take(Board.Top).Select(row => (row.Class is { } key ? ClassOf(key) : AreaOf(row.District ?? row.Street ?? "?"), row.Count,
                    (string?)null))),
            Note = CockpitWords.Withheld,
        });
    }

    private BoardContent ByGrid(IEnumerable<ItemCount> rows, LocalizedText count, Func<string, string> link) => new()
    {
        Title = Title,
        Table = Counted(CommonWords.UnitGrid, count, rows.Where(row => row.Grid is not null).OrderByDescending(row => row.Count)
            .ThenBy(row => row.Grid, StringComparer.Ordinal).Take(Board.Top).Select(row =>
                (GridOf(row.Grid!), row.Count, (string?)link(row.Grid!)))),
    };

    private static BoardTable Counted(LocalizedText name, LocalizedText count,
        IEnumerable<(LocalizedText Name, long Count, string? Link)> rows) =>
        new([name, count], [.. rows.Select(row =>
            new BoardRow([BoardCell.Of(row.Name), new(row.Count) { Link = row.Link }]))]) { Bars = 1 };

    private Task<Answer<IReadOnlyList<ItemCount>>> CountAsync(bool isOver, params (string Name, string? Value)[] more) =>
        Reads.AllAsync("items/counts", ClientJson.Default.ItemCount, isOver, [.. Filter(), .. more]);

    private (string Name, string? Value)[] Filter() => [("profile", Board.Profile), ("grid", Asked.Area), ("body", Asked.Body)];

    private static long Sum(Answer<IReadOnlyList<ItemCount>> answer) => answer.Value?.Sum(row => row.Count) ?? 0;

    private LocalizedText NameOf(ItemCount row) => Board.By switch
    {
        "class" => ClassOf(row.Class),
        "body" => row.Body is { } body ? Same(body) : CockpitWords.Unassigned,
        "profile" => ProfileOf(row.Profile),
        "status" => StateOf(row.Status),
        _ => AreaOf(row.Grid ?? "?"),
    };

    /// <summary>A state by the name that a profile gives it.</summary>
    private LocalizedText StateOf(string? id)
    {
        var profiles = Reads.Names.Profiles.Values.Where(profile => Board.Profile is null || profile.Id == Board.Profile);
        return profiles.SelectMany(profile => profile.States).FirstOrDefault(state => state.Id == id) is { } known
            ? new(known.Zh, known.En) : Same(id ?? "–");
    }

    private (string Name, string? Value)[] LinkOf(ItemCount row) =>
    [
        ("class", row.Class), ("body", row.Body), ("status", row.Status), ("profile", row.Profile), ("grid", row.Grid ?? Asked.Area),
        ("without", Board.By is "class" or "body" && row.Class is null && row.Body is null ? Board.By : null),
    ];

    private string Top => Board.Top.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A unit grid by its street's name, where the table has that, and the digits behind it.</summary>
    private static LocalizedText GridOf(string code)
    {
        var street = code.Length > StreetDigits ? AreaOf(code[..StreetDigits]) : Same(code);
        return street.Zh == street.En || code.StartsWith(street.Zh, StringComparison.Ordinal) ? Same(code)
            : new LocalizedText($"{street.Zh} {code[StreetDigits..]}", code);
    }

    private static string? DigitsOf(string? by) => by switch { "district" => "6", "street" => "9", "community" => "12", _ => null };

    private static Instant Minute(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);
}
