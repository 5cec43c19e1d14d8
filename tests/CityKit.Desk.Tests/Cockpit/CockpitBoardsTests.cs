using CityKit.Cases;
using CityKit.Desk.Access;
using CityKit.Desk.Cockpit;
using CityKit.Desk.Tests.Support;
using CityKit.Testing;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>
/// What boards show of a city: every kind when nothing has happened, and of five days; nobody is shown what he may not see.
/// </summary>
public sealed class CockpitBoardsTests
{
    private static readonly BoardKind[] Kinds = Enum.GetValues<BoardKind>();

    [Fact]
    public async Task Boards_OfACityWhereNothingHappened_AreEmptyAndNotWrong()
    {
        await using var city = await DeskCity.StartAsync();
        foreach (var kind in Kinds)
        {
            var content = await ReadAsync(city, "leader", kind);
            Assert.True(content.Title.Zh.Length > 0);
            Assert.All(content.Table?.Rows ?? [], row => Assert.Equal(0, row.Cells.Sum(cell => cell.Value ?? 0)));
        }
    }

    [Fact]
    public async Task Boards_OfFiveDays_AddUp()
    {
        await using var city = await DeskCity.StartAsync();
        await CockpitWorld.FillAsync(city);
        var figure = await ReadAsync(city, "leader", BoardKind.Figure);
        Assert.Equal((BoardTone.Fair, 6), (figure.Numbers[0].Cell.Tone, figure.Trend!.Points.Count));
        Assert.StartsWith("duty?show=items&fact=intimeDispose&from=2026-", figure.Numbers[1].Cell.Link, StringComparison.Ordinal);
        var backlog = await ReadAsync(city, "leader", BoardKind.Backlog);
        Assert.Equal(backlog.Numbers[0].Cell.Value, backlog.Parts.Sum(part => part.Count));
        var tree = (await ReadAsync(city, "leader", BoardKind.Tree)).Table!;
        Assert.Equal(backlog.Numbers[0].Cell.Value, tree.Rows[0].Cells[1].Value);
        Assert.Equal(tree.Rows[0].Cells[1].Value, tree.Rows.Where(row => row.Depth == 1).Sum(row => row.Cells[1].Value));
        var counts = (await ReadAsync(city, "leader", BoardKind.Counts)).Table!;
        Assert.Equal(backlog.Numbers[0].Cell.Value, counts.Rows.Sum(row => row.Cells[1].Value));
        var falseAlarms = await ReadAsync(city, "leader", BoardKind.FalseAlarms);
        Assert.Equal(falseAlarms.Numbers[1].Cell.Value, falseAlarms.Table!.Rows.Sum(row => row.Cells[2].Value));
        Assert.Equal(85, (await ReadAsync(city, "leader", BoardKind.Blind)).Numbers[0].Cell.Value);
        Assert.Single((await ReadAsync(city, "leader", BoardKind.Newest)).Table!.Rows);
    }

    [Fact]
    public async Task Boards_OfOneArea_AreOfThatAlone()
    {
        await using var city = await DeskCity.StartAsync();
        await CockpitWorld.ImportAsync(city.Hub, city.Host.Time.Now, 20, ["370202014901", "370203002006"]);
        var there = await ReadAsync(city, "leader", BoardKind.Backlog, "?area=370203");
        Assert.Equal(10, there.Numbers[0].Cell.Value);
        Assert.Contains("&grid=370203", there.Numbers[0].Cell.Link, StringComparison.Ordinal);
        var tree = (await ReadAsync(city, "leader", BoardKind.Tree, "?area=370203")).Table!;
        Assert.Equal([0, 1, 1, 2], tree.Rows.Select(row => row.Depth));
    }

    [Fact]
    public async Task Boards_OfAResident_ShowOwnReportsAndPublicCounts()
    {
        await using var city = await DeskCity.StartAsync();
        await CockpitWorld.ImportAsync(city.Hub, city.Host.Time.Now, 20, ["370202014901", "370203002006"]);
        Assert.Equal(0, (await ReadAsync(city, "resident", BoardKind.Backlog)).Numbers.FirstOrDefault()?.Cell.Value ?? 0);
        Assert.NotNull((await ReadAsync(city, "resident", BoardKind.Devices)).Note);
        Assert.Equal([10, 10],
            (await ReadAsync(city, "resident", BoardKind.Public)).Table!.Rows.Select(row => (int)row.Cells[1].Value!.Value));
    }

    [Fact]
    public async Task Public_OfFewerThanFive_IsWithheld()
    {
        await using var city = await DeskCity.StartAsync();
        await CockpitWorld.ImportAsync(city.Hub, city.Host.Time.Now, 4, ["370202014901"]);
        var content = await ReadAsync(city, "leader", BoardKind.Public);
        Assert.Empty(content.Numbers);
        Assert.Empty(content.Table!.Rows);
        Assert.Contains("5", content.Note!.En, StringComparison.Ordinal);
    }

    private static Task<BoardContent> ReadAsync(DeskCity city, string person, BoardKind kind, string query = "")
    {
        var board = new Board(kind)
        {
            Figure = kind is BoardKind.Figure or BoardKind.League ? "on-time-handling" : null, Target = 0.95m, By = BoardReader.WaysOf(kind)
                .FirstOrDefault(),
            Text = new("注", "note"), Top = 50,
        };
        var hub = new DeskHub(city.Hub, new SignedIn(person), city.Host.Time);
        var reads = new CockpitReads(hub, new DeskNames(hub, city.Host.Time), new CockpitCache(city.Host.Time), city.Host.Time);
        return new CockpitBoards(new CockpitPlan([board]), reads).ReadAsync(board, CockpitQuery.Read(query, reads.Now));
    }
}
