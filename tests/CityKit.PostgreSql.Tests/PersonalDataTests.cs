using CityKit.Hub.Tests.Support;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CityKit.PostgreSql.Tests;

/// <summary>
/// Personal data in PostgreSQL: an erased key is gone from the files of the database, and what was changed by hand is not served.
/// </summary>
public sealed class PersonalDataTests : IDisposable
{
    private readonly TestDatabase database = new(); // whose files are its own

    public void Dispose() => database.Dispose();

    [PostgresFact] // of 241 keys 58 were left in their pages by VACUUM alone
    public async Task Commit_ThatErases_LeavesNothingOfAnyKeyInTheFiles()
    {
        var subjects = TestSubjects.Many(1000, seed: 1);
        var erased = subjects.Where((_, n) => n % 4 == 0 || n > 990).ToArray();
        await using var store = database.Store("p");
        var empty = await TestSubjects.PutAsync(store, subjects, []);
        await store.CommitAsync(
            empty with { Subjects = [.. subjects.Skip(100).Take(50).Select(s => s with { Wrapped = new byte[60] })] }, default);
        await store.CommitAsync(empty with { Erased = [.. erased.Take(100).Select(s => s.Id)] }, default);
        await store.CommitAsync(empty with { Erased = [.. erased.Skip(100).Select(s => s.Id)] }, default);
        await store.Rewriting;
        var files = Files();
        Assert.DoesNotContain(erased, s => files.Exists(file => TestSubjects.Holds(file, s.Wrapped.Span)));
        // it would be found
        Assert.All(subjects.Skip(150).Except(erased), s => Assert.Contains(files, file => TestSubjects.Holds(file, s.Wrapped.Span)));
        Assert.Equal(["0"], database.Run("SELECT count(*) FROM erasures"));
        Assert.Equal(subjects.Length - erased.Length, await store.ReadSubjectsAsync(default).CountAsync());
    }

    [PostgresFact]
    public async Task Commit_ThatErasesWhileSomebodyReadsWhatWasBefore_TakesTheKeyOutLater()
    {
        var subjects = TestSubjects.Many(2, seed: 2);
        var log = new SignalLog();
        await using var store = Store(log);
        var empty = await TestSubjects.PutAsync(store, subjects, []);
        await using (await ReadAsync())
        {
            await store.CommitAsync(empty with { Erased = [subjects[0].Id] }, default);
            await log.IsWritten;
            Assert.Equal(["1"], database.Run("SELECT count(*) FROM erasures"));
            Assert.Contains(Files(), file => TestSubjects.Holds(file, subjects[0].Wrapped.Span));
            await store.CommitAsync(empty with { Subjects = TestSubjects.Many(1, seed: 3) }, default); // the writer goes on
        }
        await store.Rewriting;
        Assert.DoesNotContain(Files(), file => TestSubjects.Holds(file, subjects[0].Wrapped.Span));
    }

    [PostgresFact] // as after a kill between the commit and the files
    public async Task Open_AfterAHubThatEndedBefore_TakesTheKeyOut()
    {
        var subjects = TestSubjects.Many(2, seed: 4);
        var log = new SignalLog();
        await using (var ended = Store(log))
        {
            var empty = await TestSubjects.PutAsync(ended, subjects, []);
            await using var reader = await ReadAsync();
            await ended.CommitAsync(empty with { Erased = [subjects[0].Id] }, default);
            await log.IsWritten;
        }
        await using var next = database.Store("another"); // any hub of the database will do
        await next.OpenAsync([], default);
        await next.Rewriting;
        Assert.DoesNotContain(Files(), file => TestSubjects.Holds(file, subjects[0].Wrapped.Span));
    }

    [PostgresTheory]
    [InlineData("UPDATE subjects SET wrapped = ''", "the key of subject s-")]
    [InlineData("UPDATE subjects SET id = '\\x0102'", "the key of subject 0102")]
    [InlineData("UPDATE records SET sealed = ''", "The protected record r-1")]
    [InlineData("UPDATE records SET subject = ''", "The protected record r-1")]
    [InlineData("UPDATE records SET suite = 4", "The protected record r-1 is of suite 4")]
    public async Task Find_PersonalDataThatWasChangedByHand_IsNamedAndNotServed(string sql, string expected)
    {
        var random = new Random(5);
        var subject = TestSubjects.Subject(random);
        await using var store = database.Store("p");
        await TestSubjects.PutAsync(store, [subject], [TestSubjects.Record("r-1", subject, random)]);
        database.Run(sql);
        var refused = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await store.FindSubjectsAsync([subject.Lookup], default);
            await store.FindRecordsAsync(["r-1"], default);
        });
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Subjects_OfTwoPartitions_SeeNothingOfEachOther()
    {
        var random = new Random(6);
        var subject = TestSubjects.Subject(random);
        var record = TestSubjects.Record("r-1", subject, random);
        await using PostgreSqlCityStore east = database.Store("east"), west = database.Store("west");
        var empty = await TestSubjects.PutAsync(east, [subject], [record]);
        await TestSubjects.PutAsync(west, [subject], [record]);
        await east.CommitAsync(empty with { Erased = [subject.Id] }, default);
        Assert.Empty(await east.FindSubjectsAsync([subject.Id], default));
        Assert.Empty(await east.FindRecordsAsync(["r-1"], default));
        Assert.Single(await west.FindSubjectsAsync([subject.Lookup], default));
        Assert.Single(await west.FindRecordsAsync(["r-1"], default));
    }

    private PostgreSqlCityStore Store(SignalLog log) =>
        new(database.ConnectionString, new() { Partition = "p" }, log) { RewriteRetry = TimeSpan.FromMilliseconds(50) };

    /// <summary>Somebody who reads the database as it is now, until disposed.</summary>
    private async Task<NpgsqlConnection> ReadAsync()
    {
        var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>All files of the database, with what is in the server's memory.</summary>
    private List<byte[]> Files()
    {
        database.Run("CHECKPOINT");
        var number = Assert.Single(database.Run("SELECT oid FROM pg_database WHERE datname = current_database()"));
        return [.. Directory.GetFiles($"{database.Server.Folder}/data/base/{number}").Select(File.ReadAllBytes)];
    }

    private sealed class SignalLog : ILogger<PostgreSqlCityStore>
    {
        private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task IsWritten => written.Task;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            written.TrySetResult();
    }
}
