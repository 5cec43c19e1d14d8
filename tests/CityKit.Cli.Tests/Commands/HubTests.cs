using System.Text.Json;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Cli.Tests.Support;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Privacy;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

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
        Assert.Contains("device pi-1 [unreadable]", (await ToolRun.OfAsync("hub", "check", folder.At("city.db"))).Output,
            StringComparison.Ordinal);
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
        var run = await ToolRun.OfAsync("hub", "restore", folder.At("copy.db"), folder.At("city.db"), "--no-erasure-log");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("goes on after entry 4", run.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.At(""), "city.db.before-*"), kept => !kept.EndsWith("-wal", StringComparison.Ordinal)
            && !kept.EndsWith("-shm", StringComparison.Ordinal));
        await using (await SmallHub.StartAsync(folder.At("city.db"), 0)) { }
        var check = await ToolRun.OfAsync("hub", "check", folder.At("city.db"), "--json");
        Assert.Equal(4, Assert.Single(JsonDocument.Parse(check.Output).RootElement.GetProperty("restores").EnumerateArray())
            .GetProperty("entry").GetInt64());
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("journal", "verify", folder.At("city.db"))).Code);
    }

    [Fact]
    public async Task Restore_OfACopyOlderThanAnErasure_AsksForTheLogAndErasesAgain()
    {
        var keys = new FixedKeys();
        var subject = keys.Person("resident-1");
        await using (var hub = await SmallHub.StartAsync(folder.At("city.db"), 1, setup => setup with { Keys = keys }))
        {
            var report = new FileReport(
                "r-1", "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"), GeoPoint.FromDegrees(120.4, 36.06), null, null);
            (await hub.Hub.ReportAsync(report, "a hole", Actor.Of("resident-1", "", Role.Resident))).OrThrow();
        }
        await ToolRun.OfAsync("hub", "backup", folder.At("city.db"), folder.At("copy.db"));
        var asked = await ToolRun.OfAsync("hub", "restore", folder.At("copy.db"), folder.At("city.db"));
        Assert.Equal(ExitCode.CouldNot, asked.Code);
        Assert.Contains("--erased LOG", asked.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.At("log"), $"{subject}\n");
        var run = await ToolRun.OfAsync("hub", "restore", folder.At("copy.db"), folder.At("city.db"), "--erased", folder.At("log"));
        Assert.Equal(ExitCode.Done, run.Code);
        await using var store = new SqliteCityStore(folder.At("city.db"));
        store.OpenReadOnly(HubDocuments.Kinds);
        Assert.Empty(await store.FindSubjectsAsync([subject], default));
    }

    [Fact]
    public async Task Check_OfAJournalOfAVersionBefore_CountsWhatIsPlainAndIsSound()
    {
        await SmallHub.WriteAsync(folder.At("city.db"), 1);
        await using (var store = new SqliteCityStore(folder.At("city.db")))
        {
            var opened = await store.OpenAsync(HubDocuments.Kinds, default);
            var payload = """{"id":"r-1","actor":{"id":"resident-1","body":"","roles":["Resident"]},"type":"report"}"""u8.ToArray();
            var entry = new JournalEntry(
                opened.Position.Number + 1, Instant.FromUtc(2026, 3, 4, 0, 0), JournalKind.Command, "resident-1/r-1", payload);
            await store.CommitAsync(new StoreCommit
            {
                Epoch = opened.Epoch, After = opened.Position.Number, Entries = [entry], Hash =
                    JournalChain.Next(opened.Position.Hash, entry),
            }, default);
        }
        var run = await ToolRun.OfAsync("hub", "check", folder.At("city.db"));
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("1 entries hold accounts, reasons or households", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RotateKey_AddsOneAndKeepsTheOthers()
    {
        MasterKeys.LoadOrCreate(folder.At("city.db.keys"));
        var before = await File.ReadAllTextAsync(folder.At("city.db.keys"));
        var run = await ToolRun.OfAsync("hub", "rotate-key", folder.At("city.db.keys"));
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.StartsWith(before, await File.ReadAllTextAsync(folder.At("city.db.keys")), StringComparison.Ordinal);
        Assert.Contains(MasterKeys.LoadOrCreate(folder.At("city.db.keys")).KeyId, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_WhileAHubRuns_CannotAndChangesNothing()
    {
        await using var hub = await SmallHub.StartAsync(folder.At("city.db"), 2);
        await ToolRun.OfAsync("hub", "backup", folder.At("city.db"), folder.At("copy.db"));
        var run = await ToolRun.OfAsync("hub", "restore", folder.At("copy.db"), folder.At("city.db"), "--no-erasure-log");
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("in use by", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("backup", "copy.db")]
    [InlineData("restore", "copy.db", "--no-erasure-log")]
    [InlineData("rotate-key")]
    public async Task Command_OnAFileThatIsNotThere_Cannot(string command, params string[] more)
    {
        var run = await ToolRun.OfAsync(
            ["hub", command, folder.At("none.db"), .. more.Select(a => a.EndsWith(".db", StringComparison.Ordinal) ? folder.At(a) : a)]);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("is not there", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("none.db")));
    }
}
