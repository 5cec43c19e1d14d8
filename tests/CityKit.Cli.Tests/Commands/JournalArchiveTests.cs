using System.Text.Json;
using CityKit.Cli.Tests.Support;
using CityKit.Setup;

namespace CityKit.Cli.Tests.Commands;

/// <summary><c>journal archive</c> and <c>journal prune</c>, and what the other commands say of a pruned file.</summary>
public sealed class JournalArchiveTests : IDisposable
{
    private const string OfDays = "segment-000000000001-000000000003.ndjson";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Archive_OfALiveHub_WritesSegmentsAndGoesOn()
    {
        await using var hub = await DaysAsync(2);
        var run = await ArchiveAsync();
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.StartsWith($"{OfDays}: 3 entries", run.Output, StringComparison.Ordinal);
        Assert.Contains("archive: up to entry 3, head 3:", run.Output, StringComparison.Ordinal);
        Assert.Contains("no further segment is sealed", (await ArchiveAsync()).Output, StringComparison.Ordinal);
        await hub.AlarmAsync();
    }

    [Theory]
    [InlineData("--through", "2")]
    [InlineData("--older-than", "300d")]
    public async Task Archive_UpToABound_ArchivesNothingAfterIt(params string[] bound)
    {
        await using var hub = await DaysAsync(3);
        Assert.Contains("no further segment", (await ArchiveAsync(bound)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_OfAStoppedHub_LeavesAFileThatIsSoundAndSaysSo()
    {
        await (await DaysAsync(5)).DisposeAsync();
        await ArchiveAsync("--older-than", "90d");
        var pruned = await PruneAsync("--all-older-than", "90d");
        Assert.True(pruned.Code == ExitCode.Done, pruned.Error);
        Assert.Contains("city.db: 6 payloads dropped, their hashes kept", pruned.Output, StringComparison.Ordinal);
        Assert.Contains("city.db: 0 payloads dropped", (await PruneAsync("--all-older-than", "90d")).Output, StringComparison.Ordinal);
        const string Said = "[pruned]: found 6 payloads pruned; the chain over their hashes is whole";
        var verified = await ToolRun.OfAsync("journal", "verify", folder.At("city.db"));
        Assert.Equal(ExitCode.Done, verified.Code);
        Assert.Contains(Said, verified.Output, StringComparison.Ordinal);
        Assert.Contains("intact 完好", verified.Output, StringComparison.Ordinal);
        var full = await VerifyAsync("--json");
        Assert.Equal(ExitCode.Done, full.Code);
        var json = JsonDocument.Parse(full.Output).RootElement;
        Assert.Equal((true, 0), (json.GetProperty("intact").GetBoolean(), json.GetProperty("count").GetInt32()));
        Assert.Contains($"(6 of them archived in {OfDays} to segment-", json.GetProperty("findings")[0].GetProperty("found")
            .GetProperty("en").GetString(), StringComparison.Ordinal);
        var check = await ToolRun.OfAsync("hub", "check", folder.At("city.db"));
        Assert.Equal(ExitCode.Done, check.Code);
        Assert.Contains(Said, check.Output, StringComparison.Ordinal);
        Assert.Contains("sound 完好", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithAFlippedByteInTheArchive_NamesTheFileAndEndsWith1()
    {
        await (await DaysAsync(3)).DisposeAsync();
        await ArchiveAsync();
        var bytes = await File.ReadAllBytesAsync(folder.At($"archive/{OfDays}"));
        bytes[bytes.Length / 2] ^= 1;
        folder.Write($"archive/{OfDays}", bytes);
        var run = await VerifyAsync();
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains($"[archive]: found the archive's file {OfDays}: line ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_OfARunningHub_CannotAndNamesIt()
    {
        await using var hub = await DaysAsync(3);
        await ArchiveAsync();
        var run = await PruneAsync("--all-older-than", "0d");
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains($"is in use by {Path.GetFileName(Environment.ProcessPath)} {Environment.ProcessId}", run.Error,
            StringComparison.Ordinal);
        await hub.AlarmAsync();
    }

    [Fact]
    public async Task Verify_APrunedFileWithTheCitysFolder_ReplaysItFromTheArchive()
    {
        await (await DaysAsync(3, setup => ReplayCity.Setup(setup) with { Options = new HubOptions() })).DisposeAsync();
        ReplayCity.Write(folder, "city");
        await ArchiveAsync();
        await PruneAsync("--all-older-than", "90d");
        var without = await ToolRun.OfAsync("journal", "verify", folder.At("city.db"), "--city", folder.At("city"));
        Assert.Equal(ExitCode.CouldNot, without.Code);
        Assert.Contains("--archive", without.Error, StringComparison.Ordinal);
        var run = await VerifyAsync("--city", folder.At("city"));
        Assert.True(run.Code == ExitCode.Done, run.Output + run.Error);
        Assert.Contains("the file holds what the journal gives", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Everything stays unless an age is given")]
    [InlineData("An age is 0d to 36500d, not '3 months'", "--readings-older-than", "3 months")]
    public async Task Prune_WithoutAnAge_CannotAndSaysWhat(string why, params string[] ages)
    {
        await (await DaysAsync(3)).DisposeAsync();
        await ArchiveAsync();
        var run = await PruneAsync(ages);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    private Task<ToolRun> ArchiveAsync(params string[] more) =>
        ToolRun.OfAsync(["journal", "archive", folder.At("city.db"), "--to", folder.At("archive"), .. more]);

    private Task<ToolRun> PruneAsync(params string[] more) =>
        ToolRun.OfAsync(["journal", "prune", folder.At("city.db"), "--archive", folder.At("archive"), .. more]);

    private Task<ToolRun> VerifyAsync(params string[] more) =>
        ToolRun.OfAsync(["journal", "verify", folder.At("city.db"), "--archive", folder.At("archive"), .. more]);

    /// <summary>
    /// 1 configuration, 2 the device admitted, then an alarm 25 hours after the other, with ticks between as the device goes silent; the
    /// last alarms fill no segment.
    /// </summary>
    private async Task<SmallHub> DaysAsync(int alarms, Func<HubSetup, HubSetup>? change = null)
    {
        var hub = await SmallHub.StartAsync(folder.At("city.db"), 0, change);
        for (var day = 0; day < alarms; day++) await hub.DayAsync();
        return hub;
    }
}
