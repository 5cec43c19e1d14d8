using System.Text.Json;
using CityKit.Cli.Tests.Support;
using CityKit.PostgreSql.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

/// <summary>The commands over a hub's partition of a PostgreSQL database.</summary>
public sealed class PostgreSqlTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly string partition = database.NewPartition();

    private string[] Place => ["--postgresql", database.ConnectionString, "--partition", partition];

    [PostgresFact]
    public async Task Check_ALiveHubsPartition_IsSound()
    {
        await using var hub = await SmallHub.StartAsync(database.Store(partition), 2);
        var run = await ToolRun.OfAsync(["hub", "check", .. Place]);
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.EndsWith($"partition {partition}: sound 完好.", run.Output.Trim(), StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("UPDATE d_device SET doc = '\\x00' WHERE partition = {p}", "device pi-1", "unreadable")]
    [InlineData("UPDATE d_alert SET x_at = x_at + 1 WHERE partition = {p}", "alert ", "index")]
    [InlineData("UPDATE journal SET payload = payload || '\\x00' WHERE partition = {p} AND number = 3", "journal entr", "journal")]
    [InlineData("UPDATE cells SET bytes = bytes || '\\x00' WHERE partition = {p}", "state ", "row")]
    [InlineData("DELETE FROM notifications WHERE partition = {p} AND number = 1", "the position", "position")]
    [InlineData("UPDATE hub SET number = number - 1 WHERE partition = {p}", "the position", "pages")]
    [InlineData("INSERT INTO d_item$reports(partition, value, id) VALUES ({p}, 'r', 'gone')", "item gone", "index")]
    public async Task Check_AChangedRow_NamesItAndEndsWith1(string change, string where, string code)
    {
        await using (await SmallHub.StartAsync(database.Store(partition), 2)) { }
        database.Run(change.Replace("{p}", $"'{partition}'", StringComparison.Ordinal));
        var run = await ToolRun.OfAsync(["hub", "check", .. Place, "--json"]);
        Assert.Equal(ExitCode.Rejects, run.Code);
        var findings = JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").EnumerateArray().ToArray();
        Assert.Contains(findings, f => f.GetProperty("code").GetString() == code
            && f.GetProperty("where").GetString()!.StartsWith(where, StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task Check_APartitionWithoutAHub_SaysSo()
    {
        await using (await SmallHub.StartAsync(database.Store(partition), 0)) { }
        var run = await ToolRun.OfAsync("hub", "check", "--postgresql", database.ConnectionString, "--partition", "elsewhere");
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("No hub has been in", run.Error, StringComparison.Ordinal);
        Assert.Contains("partition elsewhere", run.Error, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Journal_OfAPartition_IsVerifiedArchivedAndPruned()
    {
        await using (var hub = await SmallHub.StartAsync(database.Store(partition), 0))
            for (var day = 0; day < 3; day++) await hub.DayAsync(); // a segment is sealed each day
        using var folder = new TempFolder();
        Assert.Contains("intact", (await ToolRun.OfAsync(["journal", "verify", .. Place])).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["journal", "archive", .. Place, "--to", folder.At("archive")])).Code);
        var pruned = await ToolRun.OfAsync(["journal", "prune", .. Place, "--archive", folder.At("archive"), "--all-older-than", "0d"]);
        Assert.Equal((ExitCode.Done, ""), (pruned.Code, pruned.Error));
        Assert.DoesNotContain(" 0 payloads", pruned.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["journal", "verify", .. Place, "--archive", folder.At("archive")])).Code);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["hub", "check", .. Place])).Code);
    }

    [PostgresFact]
    public async Task Restore_OfARestoredPartition_LetsTheHubSaySoAndEndsTheOneBefore()
    {
        await using var before = await SmallHub.StartAsync(database.Store(partition), 2);
        var run = await ToolRun.OfAsync(["hub", "restore", "--no-erasure-log", .. Place]);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("goes on after entry 4", run.Error, StringComparison.Ordinal);
        await using (await SmallHub.StartAsync(database.Store(partition), 0)) { }
        var check = await ToolRun.OfAsync(["hub", "check", .. Place, "--json"]);
        Assert.Equal(4, Assert.Single(JsonDocument.Parse(check.Output).RootElement.GetProperty("restores").EnumerateArray())
            .GetProperty("entry").GetInt64());
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["journal", "verify", .. Place])).Code);
        await Assert.ThrowsAnyAsync<Exception>(before.AlarmAsync);
    }

    [PostgresTheory]
    [InlineData("Host=/nowhere;Username=hub;Password=s3cret-word", "main")]
    [InlineData("Host=/nowhere;Port=s3cret-word", "main")]
    [InlineData("s3cret-word", "main")]
    [InlineData("Host=/nowhere;Password=s3cret-word", "")]
    public async Task Check_OfNoDatabase_SaysSoWithoutThePassword(string connection, string name)
    {
        var run = await ToolRun.OfAsync("hub", "check", "--postgresql", connection, "--partition", name);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("s3cret-word", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub", "check")]
    [InlineData("hub", "restore", "copy.db")]
    [InlineData("journal", "verify", "city.db", "--postgresql", "Host=db")]
    public async Task Commands_WithoutAFileOrWithBoth_SayWhatToGive(params string[] arguments)
    {
        var run = await ToolRun.OfAsync(arguments);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("--postgresql", run.Error, StringComparison.Ordinal);
    }
}
