using System.Text.Json;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

public sealed class JournalTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Verify_AHubsFile_IsIntactAndPrintsTheHead()
    {
        await SmallHub.WriteAsync(folder.At("city.db"), 3);
        var run = await ToolRun.OfAsync("journal", "verify", folder.At("city.db"));
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("intact 完好; 5 entries, head 5:", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
        var head = run.Output.Split("head ")[1].Split(',')[0];
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("journal", "verify", folder.At("city.db"), "--head", head)).Code);
        var other = await ToolRun.OfAsync(
            "journal", "verify", folder.At("city.db"), "--head", head.Replace("5:", "4:", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Rejects, other.Code);
        Assert.Contains("[head]", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhileTheHubRuns_IsIntact()
    {
        await using var hub = await SmallHub.StartAsync(folder.At("city.db"), 2);
        var run = await ToolRun.OfAsync("journal", "verify", folder.At("city.db"), "--json");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.True(JsonDocument.Parse(run.Output).RootElement.GetProperty("intact").GetBoolean());
        await hub.AlarmAsync();
    }

    [Fact]
    public async Task Verify_AChangedEntry_NamesItAndEndsWith1()
    {
        await SmallHub.WriteAsync(folder.At("city.db"), 3);
        SmallHub.Run(folder.At("city.db"),
            "UPDATE journal SET received_at = received_at + 1 WHERE number = 4; DELETE FROM journal WHERE number = 5");
        var run = await ToolRun.OfAsync("journal", "verify", folder.At("city.db"));
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("entry 4 [changed]: found chain hash", run.Output, StringComparison.Ordinal);
        Assert.Contains("entry 5 [head]: found the end of the journal; expected entries up to 5", run.Output, StringComparison.Ordinal);
        Assert.Contains("NOT INTACT, 2 finding(s)", run.Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await ToolRun.OfAsync("journal", "verify", folder.At("city.db"), "--json")).Output).RootElement;
        Assert.Equal("changed 4 head 5",
            string.Join(' ', json.GetProperty("findings").EnumerateArray()
            .Select(f => $"{f.GetProperty("code")} {f.GetProperty("first")}")));
    }

    [Theory]
    [InlineData("none.db", null, "is not there")]
    [InlineData("text.db",
        "no database at all, but long enough to be one if one looked at its length only, which is not what SQLite does: it looks at the first sixteen", "cannot be opened")]
    public async Task Verify_WhatIsNoHubsFile_CannotAndSaysWhy(string name, string? content, string why)
    {
        if (content is not null) folder.Write(name, content);
        var run = await ToolRun.OfAsync("journal", "verify", folder.At(name));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AHeadThatIsNone_CannotAndSaysWhatOneIs()
    {
        var run = await ToolRun.OfAsync("journal", "verify", folder.At("city.db"), "--head", "5");
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("NUMBER:HASH", run.Error, StringComparison.Ordinal);
    }
}
