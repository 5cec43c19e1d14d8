using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Verifying;

namespace CityKit.Hub.Tests;

/// <summary>
/// What is of a cryptographic suite that this version does not know is refused with the number, and with those that it knows.
/// </summary>
public sealed class SuiteTests : IDisposable
{
    private readonly TempFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Accept_ABatchOfAnotherSuite_IsNoBadSignatureAndNoGarbage()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        byte[] sound = device.Next(device.Heartbeat(TestCity.Start));
        byte[] other = [0x93, .. sound.AsSpan(1), 7];
        var answer = await city.Hub.AcceptAsync(other);
        Assert.Equal(BatchStatus.UnknownSuite, answer.Status);
        Assert.Contains("found suite 7, expected suite 0", answer.Message!.En, StringComparison.Ordinal);
        Assert.Equal(BatchStatus.Synced, (await city.Hub.AcceptAsync(sound)).Status);
    }

    [Fact]
    public async Task Open_AJournalWhoseHeadIsOfAnotherSuite_IsRefused()
    {
        await WriteAsync();
        file.Run("UPDATE hub SET hash = CAST(x'01' || hash AS BLOB)");
        await using var store = new SqliteCityStore(file.Path);
        Named("The head of its journal is of suite 1", await Assert.ThrowsAsync<IOException>(() => store.OpenAsync([], default).AsTask()));
        Assert.Contains(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds), f =>
            f.Found.En.Contains("is of suite 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE journal SET seal = CAST(x'02' || seal AS BLOB) WHERE number = 2", "The seal of journal entry 2 is of suite 2")]
    [InlineData("UPDATE journal SET digest = CAST(x'03' || seal AS BLOB) WHERE number = 2", "The digest of journal entry 2 is of suite 3")]
    public async Task Verify_AHashOfAnotherSuite_IsNamedAndReadsNoFurther(string sql, string what)
    {
        await WriteAsync();
        file.Run(sql);
        await using var store = ReadOnly();
        var finding = Assert.Single(await JournalVerifier.RunAsync(store).ToListAsync());
        Assert.Equal(JournalFinding.Unreadable, finding.Code);
        Assert.Contains(what, finding.Found.En, StringComparison.Ordinal);
        Assert.Contains(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds), f => f.Found.En.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindRecords_OfAnotherSuite_IsRefused()
    {
        var random = new Random(1);
        var subject = TestSubjects.Subject(random);
        await using (var written = new SqliteCityStore(file.Path)) await TestSubjects.PutAsync(
            written, [subject], [TestSubjects.Record("r-1", subject, random)]);
        file.Run("UPDATE records SET suite = 4");
        await using var store = ReadOnly();
        Named("The protected record r-1 is of suite 4",
            await Assert.ThrowsAsync<IOException>(() => store.FindRecordsAsync(["r-1"], default).AsTask()));
        Assert.Contains(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds), f =>
            f.Found.En.Contains("is of suite 4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadTexts_OfAnotherSuite_IsRefused()
    {
        await WriteAsync();
        file.Run("INSERT INTO texts(id, salt, text, suite) VALUES('t-1', zeroblob(16), 'a hole', 4)");
        await using var store = ReadOnly();
        Named("The protected text t-1 is of suite 4",
            await Assert.ThrowsAsync<IOException>(() => store.ReadTextsAsync(10, default).AsTask()));
    }

    [Fact]
    public async Task Open_AFileOfTheSchemaBefore_IsReadAsOfSuite0()
    {
        await WriteAsync();
        var before = await EntriesAsync();
        file.Run("DROP TABLE records; DROP TABLE subjects; DROP TABLE keys; ALTER TABLE journal DROP COLUMN digest; ALTER TABLE texts DROP COLUMN suite; "
            + "INSERT INTO texts(id, salt, text) VALUES('t-1', zeroblob(16), 'a hole'); PRAGMA user_version = 5");
        await using (var store = new SqliteCityStore(file.Path))
        {
            await store.OpenAsync(HubFileTests.Kinds, default);
            Assert.Equal(0, Assert.Single(await store.ReadTextsAsync(10, default)).Suite);
        }
        Assert.Equal(before, await EntriesAsync());
        Assert.Equal(HubFileFinding.PlainTexts, Assert.Single(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds)).Code);
    }

    private static void Named(string what, IOException refused)
    {
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.Contains("knows suite 0 (SHA-256, ECDSA on P-256) alone", refused.Message, StringComparison.Ordinal);
    }

    private SqliteCityStore ReadOnly()
    {
        var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly([]);
        return store;
    }

    private async Task<string[]> EntriesAsync()
    {
        await using var store = ReadOnly();
        return await store.ReadJournalAsync(0, default).Select(e => $"{e.Number} {e.Seal} {Convert.ToHexString(e.Payload.Span)}")
            .ToArrayAsync();
    }

    /// <summary>1 configuration, 2 pi-1 admitted, 3 a report with its text.</summary>
    private async Task WriteAsync()
    {
        var (city, _) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var __ = city;
        var report = new FileReport(
            "r-1", "city-management", ClassKey.Parse("GB/T 47678.5-2026:component:01002"), GeoPoint.FromDegrees(120.411, 36.061), null,
            null);
        (await city.Hub.ReportAsync(report, "a leaning lamp", TestCity.Resident)).OrThrow();
    }
}
