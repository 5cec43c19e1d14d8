using CityKit.PostgreSql.Tests.Support;
using CityKit.Shared.PostgreSql;

namespace CityKit.Crash.Tests;

/// <summary>The sample's story is the same whatever keeps it.</summary>
public sealed class StoreTests
{
    [PostgresFact]
    public async Task Compound_InMemoryOnSqliteAndOnPostgreSql_ExportsTheSameBytes()
    {
        using var server = new PrivatePostgres();
        var scenario = TestScenario.Read();
        var (inMemory, _, _) = await Run.ToTheEndAsync(scenario, killer: null, HubStore.Memory);
        var (onSqlite, _, readings) = await Run.Undisturbed;
        var (onPostgreSql, _, readAgain) = await Run.ToTheEndAsync(scenario, killer: null, HubStore.In(server));
        Assert.Contains("\"item\"", inMemory, StringComparison.Ordinal);
        Assert.Equal(inMemory, onSqlite);
        Assert.Equal(inMemory, onPostgreSql);
        Assert.Equal(readings, readAgain);
    }
}
