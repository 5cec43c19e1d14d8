using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cli.Tests.Support;
using CityKit.Commands;

namespace CityKit.Cli.Tests.Commands;

/// <summary><c>journal verify --city</c>: what a file holds, against what its journal gives with a city's folder.</summary>
public sealed class JournalReplayTests : IDisposable
{
    private static readonly Actor Officer = Actor.Of("officer-1", "duty room", Role.DutyOfficer);
    private const string Square = """
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "370202999001001", "name": "invented"},
         "geometry": {"type": "Polygon", "coordinates": [[[120.41, 36.06], [120.42, 36.06], [120.42, 36.07], [120.41, 36.07], [120.41, 36.06]]]}}]}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Verify_WithTheHubsFolder_FindsNoDifference()
    {
        await WriteAsync();
        ReplayCity.Write(folder, "city");
        var run = await VerifyAsync();
        Assert.True(run.Code == ExitCode.Done, run.Output + run.Error);
        Assert.Contains("the file holds what the journal gives", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithAnotherPolicy_GoesByTheJournals()
    {
        await WriteAsync();
        ReplayCity.Write(folder, "city", ReplayCity.Policy.Replace("30 minutes", "45 minutes", StringComparison.Ordinal));
        var run = await VerifyAsync();
        Assert.True(run.Code == ExitCode.Done, run.Output + run.Error);
    }

    [Fact]
    public async Task Verify_WithAnotherMap_NamesBothHashes()
    {
        await WriteAsync();
        ReplayCity.Write(folder, "city");
        folder.Write(Path.Combine("city", "unit-grids.geojson"), Square);
        var run = await VerifyAsync();
        Assert.True(run.Code == ExitCode.Done, run.Output + run.Error);
        var line = Assert.Single(run.Output.Split('\n'), line => line.StartsWith("configuration grids ", StringComparison.Ordinal));
        Assert.Matches("[0-9a-f]{64} \\(0 grids\\).*[0-9a-f]{64} \\(1 grids\\)", line);
    }

    [Fact]
    public async Task Verify_AChangedItemAsJson_NamesItAndWhatDiffers()
    {
        await WriteAsync();
        ReplayCity.Write(folder, "city");
        SmallHub.Run(folder.At("city.db"),
            "UPDATE d_item SET crc = NULL, doc = CAST(replace(CAST(doc AS TEXT), 'Smoke', 'Steam') AS BLOB)");
        var run = await VerifyAsync("--json");
        Assert.Equal(ExitCode.Rejects, run.Code);
        var replay = JsonDocument.Parse(run.Output).RootElement.GetProperty("replay");
        var found = replay.GetProperty("findings").EnumerateArray().First();
        Assert.Equal("differs item", $"{found.GetProperty("code")} {found.GetProperty("kind")}");
        Assert.NotEqual(found.GetProperty("found").GetProperty("en").GetString(), found.GetProperty("expected").GetProperty("en")
            .GetString());
        Assert.False(replay.GetProperty("same").GetBoolean());
    }

    [Theory] // what is done to the file, its check values made again; what is said
    [InlineData("UPDATE d_alert SET crc = NULL, doc = CAST(replace(CAST(doc AS TEXT), 'Smoke', 'Steam') AS BLOB)", "alert",
        "[differs]: found title.en \"Steam\"; expected title.en \"Smoke\", which the journal gives")]
    [InlineData("UPDATE d_alert SET doc = CAST(replace(CAST(doc AS TEXT), 'Smoke', 'Steam') AS BLOB)", "alert", "[unreadable]")]
    [InlineData("DELETE FROM d_item", "item", "[missing]")]
    [InlineData("DELETE FROM d_lead", "lead", "[missing]")]
    public async Task Verify_AFileWhoseDocumentsWereChanged_NamesThem(string sql, string kind, string says)
    {
        await WriteAsync();
        ReplayCity.Write(folder, "city");
        SmallHub.Run(folder.At("city.db"), sql);
        var run = await VerifyAsync();
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("intact 完好", run.Output, StringComparison.Ordinal);
        Assert.Contains(run.Output.Split('\n'), line => line.StartsWith($"{kind} ", StringComparison.Ordinal)
            && line.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_AJournalWithAModulesCommand_SaysThatItWasNotReplayedAndEndsWith0()
    {
        await WriteAsync(async hub =>
        {
            (await hub.Hub.ExecuteAsync(new ReplayCity.Ring("r-1"), Officer)).OrThrow();
            (await hub.Hub.ExecuteAsync(new ReplayCity.Ring("r-2"), Officer)).OrThrow();
            await hub.AlarmAsync();
        });
        ReplayCity.Write(folder, "city");
        var run = await VerifyAsync();
        Assert.True(run.Code == ExitCode.Done, run.Output + run.Error);
        Assert.Contains("command bells/ring (entry 6) [not-replayable]: found 2 of them, the last in entry 7: its module is not in this tool", run.Output, StringComparison.Ordinal);
        Assert.Contains("the file holds what the journal gives", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithAFolderThatHasAnError_ReportsItAsCityCheckDoes()
    {
        await WriteAsync();
        ReplayCity.Write(folder, "city", rules: ReplayCity.Rules.Replace("property-order", "property-odrer", StringComparison.Ordinal));
        var (run, check) = (await VerifyAsync(), await ToolRun.OfAsync("city", "check", folder.At("city")));
        Assert.Equal((ExitCode.Rejects, check.Output, check.Error), (run.Code, run.Output, run.Error));
        Assert.Contains("Did you mean 'property-order'?", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AJournalThatWasChanged_IsNotReplayed()
    {
        await WriteAsync();
        ReplayCity.Write(folder, "city");
        SmallHub.Run(folder.At("city.db"), "UPDATE journal SET received_at = received_at + 1 WHERE number = 4");
        var run = await VerifyAsync();
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("was not compared with the city's folder", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("replayed with", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Two alarms make a lead, which an officer confirms: entries 1 to 5.</summary>
    private async Task WriteAsync(Func<SmallHub, Task>? more = null)
    {
        await using var hub = await SmallHub.StartAsync(
            folder.At("city.db"), 2, setup => ReplayCity.Setup(setup) with { Modules = [new ReplayCity.Bells()] });
        var leads = hub.Hub.Store.ReadLeadsAsync().ToBlockingEnumerable().ToList();
        (await hub.Hub.ExecuteAsync(new ConfirmLead("c-1", leads[0].Id), Officer)).OrThrow();
        if (more is not null) await more(hub);
    }

    private Task<ToolRun> VerifyAsync(params string[] options) =>
        ToolRun.OfAsync(["journal", "verify", folder.At("city.db"), "--city", folder.At("city"), .. options]);
}
