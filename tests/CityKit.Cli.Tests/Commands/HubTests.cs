using System.Text.Json;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

public sealed class HubTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Check_ALiveHubsFile_IsSound()
    {
        await using var hub = await SmallHub.StartAsync(folder.At("city.db"), 2);
        var run = await ToolRun.OfAsync("hub", "check", folder.At("city.db"));
        Assert.Equal((ExitCode.Done, $"{folder.At("city.db")}: sound 完好.", ""), (run.Code, run.Output.Trim(), run.Error));
    }

    [Fact]
    public async Task Check_AChangedDocument_NamesItAndEndsWith1()
    {
        await SmallHub.WriteAsync(folder.At("city.db"), 2);
        SmallHub.Run(folder.At("city.db"), "UPDATE d_device SET doc = x'00'");
        var run = await ToolRun.OfAsync("hub", "check", folder.At("city.db"), "--json");
        Assert.Equal(ExitCode.Rejects, run.Code);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.False(json.GetProperty("sound").GetBoolean());
        Assert.Equal("device pi-1", Assert.Single(json.GetProperty("findings").EnumerateArray()).GetProperty("where").GetString());
        Assert.Contains("device pi-1 [unreadable]", (await ToolRun.OfAsync("hub", "check", folder.At("city.db"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_OfALiveHub_IsVerifiedAndNotOverwritten()
    {
        await using var hub = await SmallHub.StartAsync(folder.At("city.db"), 2);
        var run = await ToolRun.OfAsync("hub", "backup", folder.At("city.db"), folder.At("copy.db"));
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("4 entries, head 4:", run.Error, StringComparison.Ordinal);
        Assert.Contains("copy.db: sound", run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("journal", "verify", folder.At("copy.db"))).Code);
        var again = await ToolRun.OfAsync("hub", "backup", folder.At("city.db"), folder.At("copy.db"));
        Assert.Equal(ExitCode.CouldNot, again.Code);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_OfABackup_KeepsWhatWasThereAndTheHubSaysThatItWasRestored()
    {
        await SmallHub.WriteAsync(folder.At("city.db"), 2);
        await ToolRun.OfAsync("hub", "backup", folder.At("city.db"), folder.At("copy.db"));
        var run = await ToolRun.OfAsync("hub", "restore", folder.At("copy.db"), folder.At("city.db"));
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("goes on after entry 4", run.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.At(""), "city.db.before-*"), kept => !kept.EndsWith("-wal", StringComparison.Ordinal) && !kept.EndsWith("-shm", StringComparison.Ordinal));
        await using (await SmallHub.StartAsync(folder.At("city.db"), 0)) { }
        var check = await ToolRun.OfAsync("hub", "check", folder.At("city.db"), "--json");
        Assert.Equal(4, Assert.Single(JsonDocument.Parse(check.Output).RootElement.GetProperty("restores").EnumerateArray()).GetProperty("entry").GetInt64());
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("journal", "verify", folder.At("city.db"))).Code);
    }

    [Fact]
    public async Task Restore_WhileAHubRuns_CannotAndChangesNothing()
    {
        await using var hub = await SmallHub.StartAsync(folder.At("city.db"), 2);
        await ToolRun.OfAsync("hub", "backup", folder.At("city.db"), folder.At("copy.db"));
        var run = await ToolRun.OfAsync("hub", "restore", folder.At("copy.db"), folder.At("city.db"));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("in use by", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task Command_OnAFileThatIsNotThere_Cannot(string command)
    {
        string[] arguments = ["hub", command, folder.At("none.db"), .. command != "check" ? [folder.At("copy.db")] : Array.Empty<string>()];
        var run = await ToolRun.OfAsync(arguments);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("is not there", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("none.db")));
    }
}
