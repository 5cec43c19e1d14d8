using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Shared.Sqlite;
using CityKit.Sqlite;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Checks and copies of a hub's file.</summary>
public sealed class HubFileTests : IDisposable
{
    internal static readonly IReadOnlyList<DocumentKind> Kinds = HubDocuments.Kinds;
    private readonly TempFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Check_AHubsFile_FindsNothing()
    {
        await WriteAsync();
        Assert.Empty(SqliteHubCheck.Run(file.Path, Kinds));
    }

    [Fact]
    public async Task Check_WhileTheHubRuns_FindsNothing()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        Assert.Empty(SqliteHubCheck.Run(file.Path, Kinds));
        await city.SyncAsync(device, device.Heartbeat(TestCity.Start + Duration.FromMinutes(1)));
    }

    [Theory] // what is done to the file; what is found
    [InlineData("CREATE TABLE theirs(x)", "table theirs [foreign-table]")]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM cells; END", "table t [foreign-table]")]
    [InlineData("CREATE TABLE d_parking(id TEXT)", "documents of kind parking [unchecked]")]
    [InlineData("UPDATE d_alert SET doc = x'7b7d'", "alert * [unreadable]")]
    [InlineData("UPDATE d_alert SET doc = CAST(replace(CAST(doc AS TEXT), 'Falling', 'Felling') AS BLOB)", "alert * [unreadable]")]
    [InlineData("UPDATE d_alert SET x_at = x_at + 1", "alert * [index]")]
    [InlineData("UPDATE d_alert SET x_open = NULL", "alert * [index]")]
    [InlineData("UPDATE d_alert SET version = 2", "alert * [unreadable]")]
    [InlineData("UPDATE d_device SET id = 'pi-2'", "device pi-2 [unreadable]")]
    [InlineData("UPDATE cells SET bytes = x'00' WHERE module = 'times' AND key = 'pi-1/Alarm'", "state times/pi-1/Alarm [row]")]
    [InlineData("UPDATE notifications SET en = 'other' WHERE number = 1", "notification 1 [row]")]
    [InlineData("DELETE FROM notifications WHERE number = 1", "the position [position]")]
    [InlineData("DELETE FROM notifications WHERE number = (SELECT max(number) FROM notifications)", "the position [position]")]
    [InlineData("UPDATE hub SET number = number + 1", "the position [position]")]
    [InlineData("UPDATE hub SET history = x'00000000000000000000000000000001'", "the position [position]")]
    [InlineData("UPDATE journal SET payload = x'' WHERE number = 3", "journal entry 3 [journal]")]
    [InlineData("DELETE FROM journal WHERE number = (SELECT max(number) FROM journal)", "journal entry 6 [journal]")]
    public async Task Check_AFileThatWasChanged_NamesWhere(string sql, string expected)
    {
        await WriteAsync();
        file.Run(sql);
        var found = SqliteHubCheck.Run(file.Path, Kinds).Select(f => $"{f.Where} [{f.Code}]").ToArray();
        Assert.Contains(found, f => Fits(expected, f));
        Assert.All(found, f => Assert.True(Fits(expected, f), f));
        if (expected.Contains("unchecked", StringComparison.Ordinal))
            Assert.All(SqliteHubCheck.Run(file.Path, Kinds), f => Assert.False(f.IsDamage));
    }

    [Fact]
    public async Task Backup_OfALiveHub_IsSoundPrivateAndTheSame()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        var copy = file.Path + "-copy";
        var (export, before) = (await city.ExportAsync(), await city.Hub.Store.ReadPositionAsync(default));
        var position = SqliteHubBackup.Run(file.Path, copy);
        Assert.Equal((before.Number, before.Hash, default), (position.Number, position.Hash, position.History));
        await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromMinutes(1))); // is not in the copy
        Assert.Empty(SqliteHubCheck.Run(copy, Kinds));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        await using var restored = await TestCity.StartAsync(new SqliteCityStore(copy), time: city.Time);
        Assert.Equal(export, await restored.ExportAsync());
        Assert.Equal(["city.db-copy", "city.db-copy-shm", "city.db-copy-wal", "city.db-copy.holder", "city.db-copy.lock"],
            Directory.GetFiles(Path.GetDirectoryName(file.Path)!, "city.db-copy*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Backup_OpenedByAHub_StartsAHistoryOfItsOwnAndKeepsIt()
    {
        await WriteAsync();
        var copy = file.Path + "-copy";
        SqliteHubBackup.Run(file.Path, copy);
        async Task<CityKit.Storage.HistoryId> HistoryAsync(string path)
        {
            await using var city = await TestCity.StartAsync(new SqliteCityStore(path));
            return (await city.Hub.Store.ReadPositionAsync(default)).History;
        }
        var (origin, restored) = (await HistoryAsync(file.Path), await HistoryAsync(copy));
        Assert.NotEqual(default, restored);
        Assert.NotEqual(origin, restored);
        Assert.Equal(restored, await HistoryAsync(copy));
        Assert.Equal(origin, await HistoryAsync(file.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task Backup_OntoAFileThatIsThere_IsRefusedAndLeavesIt(string companion)
    {
        await WriteAsync();
        var copy = file.Path + "-copy";
        await File.WriteAllTextAsync(copy + companion, "mine");
        var refused = Assert.Throws<IOException>(() => SqliteHubBackup.Run(file.Path, copy));
        Assert.Contains("overwrites nothing", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(copy + companion));
    }

    [Fact]
    public async Task Backup_OfADamagedPosition_LeavesNoCopy()
    {
        await WriteAsync();
        file.Run("UPDATE hub SET number = 1");
        Assert.Throws<IOException>(() => SqliteHubBackup.Run(file.Path, file.Path + "-copy"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(file.Path)!, "city.db-copy*"));
    }

    private static bool Fits(string expected, string found) =>
        expected.Split('*') is [var head, var tail] ? found.StartsWith(head, StringComparison.Ordinal)
            && found.EndsWith(tail, StringComparison.Ordinal) : found == expected;

    private async Task WriteAsync()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        (await city.Hub.ReportAsync(
            new CityKit.Commands.FileReport(
            "r-1", "city-management", CityKit.Components.ClassKey.Parse("GB/T 47678.5-2026:component:01002"),
            CityKit.Core.GeoPoint.FromDegrees(120.411, 36.061), null, null), "a loose cover", TestCity.Resident)).OrThrow();
        await city.SyncAsync(device, device.Heartbeat(TestCity.Start + Duration.FromMinutes(1)));
        await city.SyncAsync(device, device.Heartbeat(TestCity.Start + Duration.FromMinutes(2)));
    }
}
