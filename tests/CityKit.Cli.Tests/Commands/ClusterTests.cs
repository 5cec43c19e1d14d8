using System.Text.Json;
using CityKit.Cli.Tests.Support;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

/// <summary>The commands over the tables that a cluster's nodes write; the tool's clock is 4:00.</summary>
public sealed class ClusterTests
{
    private static readonly long Heard = new DateTime(2026, 11, 21, 3, 59, 50, DateTimeKind.Utc).Ticks;

    [PostgresFact]
    public async Task Status_AllPartitionsOwned_ShowsThemByNodeAndEndsWith0()
    {
        using var database = await CityAsync();
        Node(database, "a", "Active");
        Node(database, "b", "Active");
        Own(database, "city", "a", 3);
        Own(database, "000", "b", 1);
        Own(database, "001", "a", 7);
        var run = await StatusAsync(database);
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Contains("a a:1@1 Active, since 启动于 2026-11-21T03:59:50Z, seen 最近 2026-11-21T03:59:50Z, 2 partition(s)", run.Output,
            StringComparison.Ordinal);
        Assert.Contains("  001   epoch 纪元 7  entry 流水 0  since 自 1970-01-01T00:00:01Z", run.Output, StringComparison.Ordinal);
        Assert.Contains("3 partitions, 0 of them without a node.", run.Output, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("Dead", 0)]
    [InlineData("Active", 600)]
    public async Task Status_TheOwnerIsDeadOrSilent_ShowsItsPartitionsAsUnownedAndEndsWith1(string status, int secondsSilent)
    {
        using var database = await CityAsync();
        Node(database, "a", "Active");
        Node(database, "b", status, secondsSilent);
        Own(database, "city", "a", 3);
        Own(database, "000", "b", 2);
        Own(database, "001", "a", 7);
        var run = await StatusAsync(database, "--json");
        Assert.Equal(ExitCode.Rejects, run.Code);
        var found = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, found.GetProperty("unowned").GetInt32());
        var unowned = Assert.Single(
            found.GetProperty("partitions").EnumerateArray(), p => p.GetProperty("node").ValueKind == JsonValueKind.Null);
        Assert.Equal(("000", 2L), (unowned.GetProperty("partition").GetString()!, unowned.GetProperty("epoch").GetInt64()));
        Assert.Equal(secondsSilent > 0, found.GetProperty("nodes")[1].GetProperty("silent").GetBoolean());
    }

    [PostgresFact]
    public async Task Status_ADatabaseWithoutACluster_SaysSo()
    {
        using var database = new TestDatabase();
        var run = await StatusAsync(database);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("This database has no cluster", run.Error, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Move_ToANodeAndToAny_PinsAndUnpins()
    {
        using var database = await CityAsync();
        Node(database, "a", "Active");
        Assert.Equal(ExitCode.Done, (await RunAsync(database, "move", "001", "a")).Code);
        Assert.Contains("pinned to 固定于 a", (await StatusAsync(database)).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(database, "move", "001", "--any")).Code);
        Assert.DoesNotContain("pinned", (await StatusAsync(database)).Output, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("'17' is no partition", "move", "17", "a")]
    [InlineData("'-01' is no partition", "move", "-01", "a")]
    [InlineData("There is no partition 002: this city has 'city' and 000 to 001", "move", "002", "a")]
    [InlineData("No node 'c' takes partitions now", "move", "001", "c")]
    [InlineData("Allowed: a", "move", "001", "dead")]
    [InlineData("No node 'c' takes partitions now", "drain", "c")]
    [InlineData("'a' is the last node", "drain", "a")]
    [InlineData("Name a node", "drain", "")]
    public async Task Changes_OfWhatIsNotThere_AreRefusedWithTheWayOut(string said, params string[] arguments)
    {
        using var database = await CityAsync();
        Node(database, "a", "Active");
        Node(database, "dead", "Dead");
        var run = await RunAsync(database, arguments);
        Assert.Equal((ExitCode.CouldNot, ""), (run.Code, run.Output));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Equal(["0"], database.Run("SELECT count(*) FROM partitions WHERE pin IS NOT NULL"));
    }

    [PostgresFact]
    public async Task Drain_ANodeOfTwo_MarksItAndUndoTakesTheMarkAway()
    {
        using var database = await CityAsync();
        Node(database, "a", "Active");
        Node(database, "b", "Active");
        Assert.Equal(ExitCode.Done, (await RunAsync(database, "drain", "b")).Code);
        Assert.Equal(["b:1@1"], database.Run("SELECT address FROM nodes WHERE drained"));
        Assert.Contains("drained 已排空", (await StatusAsync(database)).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(database, "drain", "b", "--undo")).Code);
        Assert.Empty(database.Run("SELECT address FROM nodes WHERE drained"));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("move", "001", "a")]
    [InlineData("drain", "a")]
    public async Task Commands_WithoutADatabase_SayWhatToGive(params string[] arguments)
    {
        var run = await ToolRun.OfAsync(["cluster", .. arguments]);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("--postgresql", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("a", "--any")]
    public async Task Move_WithoutANodeOrWithBoth_SaysWhatToGive(params string[] arguments)
    {
        var run = await ToolRun.OfAsync(["cluster", "move", "001", .. arguments, "--postgresql", "Host=/nowhere"]);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("--any", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=/nowhere;Username=hub;Password=s3cret-word")]
    [InlineData("Host=/nowhere;Port=s3cret-word")]
    [InlineData("s3cret-word")]
    [InlineData("")]
    public async Task Status_OfNoDatabase_SaysSoWithoutThePassword(string connection)
    {
        var run = await ToolRun.OfAsync("cluster", "status", "--postgresql", connection);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("s3cret-word", run.Output + run.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> StatusAsync(TestDatabase database, params string[] more) => RunAsync(database, ["status", .. more]);

    private static Task<ToolRun> RunAsync(TestDatabase database, params string[] arguments) =>
        ToolRun.OfAsync(["cluster", .. arguments, "--postgresql", database.ConnectionString]);

    /// <summary>A city of two partitions.</summary>
    private static async Task<TestDatabase> CityAsync()
    {
        var database = new TestDatabase();
        await using var city = new PostgreSqlDatabase(database.ConnectionString);
        await city.EnsureAsync();
        database.Run("INSERT INTO city(partitions) VALUES(2)");
        return database;
    }

    private static void Node(TestDatabase database, string name, string status, int secondsSilent = 0) => database.Run(
        $$"""
        INSERT INTO nodes(address, version, entry) VALUES('{{name}}:1@1', 1, '{"SiloName": "{{name}}", "Status": "{{status}}",
            "StartTime": {{Heard}}, "IAmAliveTime": {{Heard - secondsSilent * TimeSpan.TicksPerSecond}} }')
        """);

    private static void Own(TestDatabase database, string partition, string node, long epoch) => database.Run(
        $"INSERT INTO partitions(partition, node, address, epoch, changed_at) VALUES('{partition}', '{node}:1@1', '', {epoch}, 1000)");
}
