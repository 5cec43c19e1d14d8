using CityKit.PostgreSql.Evidence;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;
using CityKit.Testing.Evidence;

namespace CityKit.PostgreSql.Tests;

public sealed class EvidenceArchiveTests
{
    public static TheoryData<string> Promises => [.. new EvidenceArchiveConformance(() => throw new NotSupportedException()).Checks
        .Select(check => check.Name)];

    [PostgresTheory]
    [MemberData(nameof(Promises))]
    public async Task Archive_EachPromise_IsKept(string promise)
    {
        using var own = new TestDatabase();
        var databases = new List<PostgreSqlDatabase>();
        var suite = new EvidenceArchiveConformance(() => () =>
        {
            lock (databases) databases.Add(new PostgreSqlDatabase(own.ConnectionString));
            return new PostgreSqlEvidenceArchive(databases[^1]);
        });
        await suite.Checks.Single(check => check.Name == promise).RunAsync();
        foreach (var database in databases) await database.DisposeAsync();
    }

    [PostgresFact]
    public async Task Put_AClip_IsRowsOfChunksThatGoWithIt()
    {
        using var own = new TestDatabase();
        await using var database = new PostgreSqlDatabase(own.ConnectionString);
        var archive = new PostgreSqlEvidenceArchive(database);
        var part = new byte[1 << 20];
        var hash = await archive.PutAsync(async output =>
        {
            for (var i = 0; i < 64; i++) await output.WriteAsync(part);
        }, default);
        Assert.Equal(["256"], own.Run("SELECT count(*) FROM evidence_chunks"));
        Assert.Equal([$"{256 << 10}"], own.Run("SELECT DISTINCT length(bytes) FROM evidence_chunks"));
        await archive.DeleteAsync(hash, default);
        Assert.Equal(["0"], own.Run("SELECT count(*) FROM evidence_chunks"));
    }

    [PostgresFact]
    public async Task Put_DatabaseAway_IsAnIoException()
    {
        using var own = new TestDatabase();
        await using var database =
            new PostgreSqlDatabase(own.ConnectionString.Replace("Database=", "Database=none_", StringComparison.Ordinal));
        var archive = new PostgreSqlEvidenceArchive(database);
        await Assert.ThrowsAnyAsync<IOException>(async () => await archive.PutAsync(_ => ValueTask.CompletedTask, default));
    }
}
