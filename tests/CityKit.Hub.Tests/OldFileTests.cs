using CityKit.AlertDesk;
using CityKit.Core.Chain;
using CityKit.Devices;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Privacy;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Verifying;
using Microsoft.Data.Sqlite;

namespace CityKit.Hub.Tests;

/// <summary>Files that versions before wrote go on: nothing in them is lost, and the export is the same to the byte.</summary>
public sealed class OldFileTests
{
    private const string Version3To1 = """
        CREATE TABLE old(id TEXT PRIMARY KEY, key BLOB NOT NULL, outbox BLOB, retired BLOB NOT NULL, alarm INTEGER NOT NULL, alarm_hash BLOB NOT NULL,
            reading INTEGER NOT NULL, reading_hash BLOB NOT NULL, accepted INTEGER NOT NULL, duplicates INTEGER NOT NULL, heard_at INTEGER) WITHOUT ROWID;
        INSERT INTO old SELECT id, key, outbox, retired, alarm, alarm_hash, reading, reading_hash, accepted, duplicates, heard_at FROM devices;
        DROP TABLE devices; ALTER TABLE old RENAME TO devices; PRAGMA user_version = 1;
        """;

    [Theory]
    [InlineData("", 8)]
    [InlineData(Version3To1, 0)]
    public async Task Open_AFileOfAVersionBefore_MovesEverything(string further, long release)
    {
        using var file = new TempFile();
        const string Second = "INSERT INTO texts VALUES('resident-1/r-9', zeroblob(16), 'another hole');";
        Run(file.Path, await File.ReadAllTextAsync("Old/hub-3.sql") + Second + further);
        await using var city = await TestCity.StartAsync(new SqliteCityStore(file.Path));
        Assert.Equal(await File.ReadAllTextAsync("Old/hub-3.ndjson"), await city.ExportAsync());
        Assert.Equal((4L, 2L, release), city.Hub.Devices.Select(d => (d.Alarm.Sequence, d.Reading.Sequence, d.Release)).Single());
        Assert.All(await city.ItemsAsync(), item => Assert.NotEmpty(item.Number!));
        Assert.Contains(await city.FindingsAsync(), f => f.Code == "undecided");
        var own = (await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident)).Records.Where(record => record.Kind == RecordKind.Report);
        Assert.Equal(["a hole", "another hole"], own.Select(record => record.Data.Text).Order());
        var position = await city.Hub.Store.ReadPositionAsync(default);
        Assert.Equal(position.Hash, await city.Hub.Store.ReadJournalAsync(0, default)
            .AggregateAsync(default(RunningHash), JournalChain.Next));
        Assert.Equal((await city.JournalAsync()).Count, position.Number);
    }

    [Theory] // one such document refused the whole store
    [InlineData("alerts", "d_alert")]
    [InlineData("items", "d_item")]
    public async Task Open_AnOldFileWithADocumentThatCannotBeRead_MovesTheOthers(string table, string moved)
    {
        using var file = new TempFile();
        Run(file.Path, await File.ReadAllTextAsync("Old/hub-3.sql")
            + $"UPDATE {table} SET doc = x'7b7d' WHERE id = (SELECT max(id) FROM {table});");
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path)))
        {
            var lines = (await File.ReadAllTextAsync("Old/hub-3.ndjson")).Count(c => c == '\n');
            Assert.Equal(lines - 1, (await city.ExportAsync()).Count(c => c == '\n'));
        }
        var kind = moved["d_".Length..];
        Assert.Contains(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds), f => f.Code == HubFileFinding.Unreadable
            && f.Where.StartsWith(kind, StringComparison.Ordinal));
    }

    private static void Run(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
