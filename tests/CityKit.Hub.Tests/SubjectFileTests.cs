using System.Text;
using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Verifying;
using Microsoft.Data.Sqlite;

namespace CityKit.Hub.Tests;

/// <summary>Personal data in the SQLite file: what is erased is gone from its bytes, and what was changed is found.</summary>
public sealed class SubjectFileTests : IDisposable
{
    private readonly TempFile file = new();

    public void Dispose() => file.Dispose();

    [Theory] // with secure_delete alone 1 of 1,500 was left, in a page's unused room
    [InlineData(1, TestSubjects.KeyBytes)]
    [InlineData(2, 400)]
    public async Task Commit_ThatErases_LeavesNothingOfAnyKeyInTheFile(int seed, int longestKey)
    {
        var random = new Random(seed);
        var (kept, gone) = (new List<SubjectKey>(), new List<ReadOnlyMemory<byte>>());
        await using var store = new SqliteCityStore(file.Path);
        var empty = await TestSubjects.PutAsync(store, [], []);
        for (var commit = 0; commit < 60; commit++)
        {
            SubjectKey[] added = [
                .. Enumerable.Range(0, 50).Select(_ => TestSubjects.Subject(random, random.Next(TestSubjects.KeyBytes, longestKey + 1)))];
            var again = kept.Where(_ => random.Next(10) == 0).ToArray();
            kept = [.. kept.Except(again)];
            var erased = kept.Where(_ => random.Next(4) == 0).ToArray();
            SubjectKey[] wrapped =
                [.. again.Select(s => s with { Wrapped = TestSubjects.Bytes(random, random.Next(TestSubjects.KeyBytes, longestKey + 1)) })];
            await store.CommitAsync(empty with { Subjects = [.. added, .. wrapped], Erased = [.. erased.Select(s => s.Id)] }, default);
            gone.AddRange(again.Concat(erased).Select(s => s.Wrapped));
            kept = [.. kept.Except(erased), .. added, .. wrapped];
        }
        var bytes = Bytes(file.Path);
        Assert.DoesNotContain(gone, key => TestSubjects.Holds(bytes, key.Span));
        Assert.All(kept, subject => Assert.True(TestSubjects.Holds(bytes, subject.Wrapped.Span))); // it would be found
        Assert.Equal(0, new FileInfo(Log).Length);
        Assert.Empty(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds));
    }

    [Fact]
    public async Task Commit_ThatErasesWhileSomebodyReads_TakesItOutOfTheLogAfterALaterCommit()
    {
        var log = new WarningLog();
        await using var store = new SqliteCityStore(file.Path, isLocked: true, log);
        var subjects = TestSubjects.Many(2, seed: 3);
        var empty = await TestSubjects.PutAsync(store, subjects, []);
        using (Reader())
        {
            await store.CommitAsync(empty with { Erased = [subjects[0].Id] }, default);
            Assert.True(TestSubjects.Holds([.. Bytes(file.Path), .. Bytes(Log)], subjects[0].Wrapped.Span));
            Assert.Contains("is still in its log", Assert.Single(log.Warnings), StringComparison.Ordinal);
        }
        await store.CommitAsync(empty, default);
        Assert.False(TestSubjects.Holds(Bytes(file.Path), subjects[0].Wrapped.Span));
        Assert.Equal(0, new FileInfo(Log).Length);
        Assert.Equal(subjects[1].Id, Assert.Single(await store.ReadSubjectsAsync(default).ToListAsync()).Id);
    }

    [Fact] // as after a kill between the commit and the log
    public async Task Open_AfterAKillBeforeTheLogWasCleared_ClearsIt()
    {
        using var killed = new TempFile();
        var subjects = TestSubjects.Many(2, seed: 4);
        await using (var store = new SqliteCityStore(file.Path))
        {
            var empty = await TestSubjects.PutAsync(store, subjects, []);
            using var reader = Reader();
            await store.CommitAsync(empty with { Erased = [subjects[0].Id] }, default);
            File.Copy(file.Path, killed.Path);
            File.Copy(Log, killed.Path + "-wal");
        }
        await using var next = new SqliteCityStore(killed.Path);
        await next.OpenAsync([], default);
        Assert.False(TestSubjects.Holds([.. Bytes(killed.Path), .. Bytes(killed.Path + "-wal")], subjects[0].Wrapped.Span));
        Assert.Equal(subjects[1].Id, Assert.Single(await next.ReadSubjectsAsync(default).ToListAsync()).Id);
    }

    [Fact]
    public async Task Commit_ThatDropsRecordsAndErases_LeavesNothingOfASmallFile()
    {
        var random = new Random(5);
        var subjects = TestSubjects.Many(3, seed: 5);
        ProtectedRecord[] records = [.. subjects.Select((s, n) => TestSubjects.Record($"r-{n}", s, random))];
        await using var store = new SqliteCityStore(file.Path);
        var empty = await TestSubjects.PutAsync(store, subjects, records);
        await store.CommitAsync(empty with { DroppedRecords = ["r-0"], Erased = [subjects[1].Id] }, default);
        var bytes = Bytes(file.Path);
        Assert.Equal("False False True", string.Join(' ', records.Select(r => TestSubjects.Holds(bytes, r.Sealed.Span))));
    }

    [Fact]
    public async Task Commit_ThatDropsTheLastText_LeavesNothingOfAnyInTheFile()
    {
        var random = new Random(6);
        await using (var made = new SqliteCityStore(file.Path)) await made.OpenAsync(HubFileTests.Kinds, default);
        string[] texts = [.. Enumerable.Range(0, 400).Select(_ => Convert.ToHexString(TestSubjects.Bytes(random, random.Next(20, 1500))))];
        file.Run(string.Concat(texts.Select(t => $"INSERT INTO texts(id, salt, text) VALUES('{t[..12]}', zeroblob(16), '{t}');")));
        Assert.Contains("400", Assert.Single(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds)).Found.En, StringComparison.Ordinal);
        await using var store = new SqliteCityStore(file.Path);
        var opened = await store.OpenAsync(HubFileTests.Kinds, default);
        while (await store.ReadTextsAsync(37, default) is { Count: > 0 } page)
        {
            Assert.All(page, text => Assert.Contains(text.Text, texts));
            await store.CommitAsync(
                new StoreCommit { Epoch = opened.Epoch, After = 0, DroppedTexts = [.. page.Select(t => t.Id)] }, default);
        }
        var bytes = Bytes(file.Path);
        Assert.DoesNotContain(texts, text => TestSubjects.Holds(bytes, Encoding.UTF8.GetBytes(text)));
        Assert.Empty(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds));
    }

    [Fact]
    public async Task ReadTexts_OfAFileOfAVersionBefore_GivesThem()
    {
        file.Run(await File.ReadAllTextAsync("Old/hub-3.sql"));
        await using var store = new SqliteCityStore(file.Path);
        await store.OpenAsync(HubFileTests.Kinds, default);
        var text = Assert.Single(await store.ReadTextsAsync(10, default));
        Assert.Equal(("resident-1/r-1", "a hole", 16, 0), (text.Id, text.Text, text.Salt.Length, text.Suite));
        Assert.Empty(await store.ReadTextsAsync(0, default));
    }

    [Theory] // what is done to the file; what is found
    [InlineData("UPDATE keys SET wrapped = zeroblob(60)", "subject s-*")]
    [InlineData("DELETE FROM keys", "subject s-*")]
    [InlineData("UPDATE subjects SET lookup = zeroblob(16)", "subject s-*")]
    [InlineData("UPDATE subjects SET id = x'0102'", "subject 0102")]
    [InlineData("UPDATE records SET sealed = x'00'", "protected record r-1")]
    [InlineData("UPDATE records SET subject = x'00'", "protected record r-1")]
    public async Task Check_PersonalDataThatWasChanged_IsNamedAndNotServed(string sql, string expected)
    {
        var random = new Random(7);
        var subject = TestSubjects.Subject(random);
        await using (var made = new SqliteCityStore(file.Path)) await TestSubjects.PutAsync(
            made, [subject], [TestSubjects.Record("r-1", subject, random)]);
        file.Run(sql);
        var finding = Assert.Single(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds));
        Assert.Equal((HubFileFinding.Row, true), (finding.Code, finding.IsDamage));
        Assert.StartsWith(expected.TrimEnd('*'), finding.Where, StringComparison.Ordinal);
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly([]);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await store.ReadSubjectsAsync(default).ToListAsync();
            await store.FindRecordsAsync(["r-1"], default);
        });
    }

    [Fact]
    public async Task Backup_OfAFileWithErasedSubjects_HasTheOthersAndNothingOfThese()
    {
        var random = new Random(9);
        var subjects = TestSubjects.Many(2, seed: 9);
        await using (var store = new SqliteCityStore(file.Path))
        {
            var empty = await TestSubjects.PutAsync(
                store, subjects, [.. subjects.Select((s, n) => TestSubjects.Record($"r-{n}", s, random))]);
            await store.CommitAsync(empty with { Erased = [subjects[0].Id] }, default);
        }
        var copy = file.Path + "-copy";
        SqliteHubBackup.Run(file.Path, copy);
        Assert.False(TestSubjects.Holds(Bytes(copy), subjects[0].Wrapped.Span));
        Assert.Empty(SqliteHubCheck.Run(copy, HubFileTests.Kinds));
        await using var restored = new SqliteCityStore(copy);
        await restored.OpenAsync([], default);
        Assert.Equal(subjects[1].Id, Assert.Single(await restored.FindSubjectsAsync([subjects[0].Lookup, subjects[1].Lookup], default)).Id);
        Assert.Equal("r-1", Assert.Single(await restored.FindRecordsAsync(["r-0", "r-1"], default)).Id);
    }

    private string Log => file.Path + "-wal";

    /// <summary>Somebody who reads the store as it is now, until disposed.</summary>
    private SqliteConnection Reader()
    {
        var connection = new SqliteConnection($"Data Source={file.Path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; SELECT count(*) FROM hub";
        command.ExecuteScalar();
        return connection;
    }

    private static byte[] Bytes(string path)
    {
        if (!File.Exists(path)) return [];
        using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }
}
