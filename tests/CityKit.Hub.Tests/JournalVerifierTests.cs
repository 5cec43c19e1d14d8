using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sensors.Register;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Verifying;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Any change of a hub's journal is found, and the finding names where.</summary>
public sealed class JournalVerifierTests : IDisposable
{
    private const int Entries = 9;
    private readonly TempFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Verify_AnUntouchedJournal_FindsNothing() => Assert.Empty(await VerifyAsync());

    [Theory] // what is done to the file; the first entry that is named; what is said of it
    [InlineData("UPDATE journal SET payload = CAST(substr(payload, 1, length(payload) - 1) || x'00' AS BLOB) WHERE number = 4", 4,
        "changed signature")]
    [InlineData("UPDATE journal SET payload = x'93' WHERE number = 4", 4, "changed undecodable")]
    [InlineData("UPDATE journal SET payload = (SELECT payload FROM journal WHERE number = 3) WHERE number = 4", 4, "changed sequence")]
    [InlineData("UPDATE journal SET payload = x'7b7d' WHERE number = 2", 2, "changed undecodable")]
    [InlineData("UPDATE journal SET received_at = received_at + 1 WHERE number = 5", 5, "changed")]
    [InlineData("UPDATE journal SET kind = 3 WHERE number = 4", 4, "changed undecodable")]
    [InlineData("UPDATE journal SET kind = 258 WHERE number = 4", 4, "changed undecodable")]
    [InlineData("UPDATE journal SET kind = 6 WHERE number = 4", 4, "changed")]
    [InlineData("UPDATE journal SET key = 'admin-1/other' WHERE number = 2", 2, "changed key")]
    [InlineData("UPDATE journal SET key = 'x' WHERE number = 3", 3, "changed key")]
    [InlineData("UPDATE journal SET number = 50 WHERE number = 9", 9, "hole")]
    [InlineData("DELETE FROM journal WHERE number = 1", 1, "hole")]
    [InlineData("DELETE FROM journal WHERE number = 7", 7, "hole")]
    [InlineData("DELETE FROM journal WHERE number = 9", 9, "head")]
    [InlineData("DELETE FROM journal WHERE number > 6", 7, "head")]
    [InlineData("UPDATE journal SET number = 100 WHERE number = 7; UPDATE journal SET number = 7 WHERE number = 8; UPDATE journal SET number = 8 WHERE number = 100", 7, "changed")]
    [InlineData("UPDATE journal SET seal = x'00000000000000000000000000000000000000000000000000000000000000ff' WHERE number = 6", 6,
        "seal")]
    [InlineData("UPDATE journal SET seal = x'00000000000000000000000000000000000000000000000000000000000000ff' WHERE number = 9", 9,
        "seal")]
    [InlineData("INSERT INTO journal SELECT 10, received_at, 5, '', x'', NULL, NULL FROM journal WHERE number = 9", 10, "head")]
    // a file of a version before: its head alone
    [InlineData("UPDATE journal SET seal = NULL; UPDATE journal SET received_at = 0 WHERE number = 5", 1, "changed")]
    public async Task Verify_AFileThatWasChanged_NamesWhere(string sql, long first, string codes)
    {
        var findings = await VerifyAsync(sql);
        var named = findings.Where(f => f.First == first).Select(f => f.Code).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(codes, string.Join(' ', named));
        Assert.Equal(first, findings.Min(f => f.First));
        Assert.All(findings, f => Assert.Contains("entry", f.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_AnyByteOfAnyPayloadFlipped_NamesTheEntry()
    {
        var (journal, head) = await ReadAsync();
        var random = new Random(20261127);
        for (var round = 0; round < 400; round++)
        {
            var place = random.Next(journal.Count);
            if (journal[place].Payload.IsEmpty) continue;
            var bytes = journal[place].Payload.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            var changed = journal.ToList();
            changed[place] = journal[place] with { Payload = bytes };
            var found = await FindAsync(changed, head);
            Assert.Contains(found, f => f.Code == JournalFinding.Changed && f.First == place + 1 && f.Last == place + 1);
            Assert.Equal(place + 1, found.Min(f => f.First));
        }
    }

    [Fact]
    public async Task Verify_WithinOneCommit_NamesItsEntries()
    {
        var (journal, head) = await ReadAsync();
        var sealedTwice = journal.Select(e => e.Number is 4 or Entries ? e : e with { Seal = null }).ToList();
        sealedTwice[5] = sealedTwice[5] with { ReceivedAt = sealedTwice[5].ReceivedAt.PlusNanoseconds(1) };
        var finding = Assert.Single(await FindAsync(sealedTwice, head));
        Assert.Equal((JournalFinding.Changed, 5L, (long)Entries), (finding.Code, finding.First, finding.Last));
    }

    [Fact]
    public async Task Verify_AHeadOfAnotherJournal_IsNamed()
    {
        var (journal, head) = await ReadAsync();
        var other = JournalChain.Next(head.Hash, journal[0]);
        Assert.Equal(JournalFinding.Head, Assert.Single(await FindAsync(journal, head with { Hash = other })).Code);
    }

    [Fact] // whoever has the file can make its hashes again; a head that was noted elsewhere shows it
    public async Task Verify_AJournalRewrittenWithItsHashes_IsFoundByTheNotedHeadAlone()
    {
        var (journal, head) = await ReadAsync();
        var noted = new JournalHead(head.Number, head.Hash);
        var (hash, rewritten) = (default(RunningHash), new List<JournalEntry>());
        foreach (var entry in journal)
        {
            var other = entry.Number == Entries ? entry with { ReceivedAt = entry.ReceivedAt - Duration.FromHours(1) } : entry;
            rewritten.Add(other with { Seal = hash = JournalChain.Next(hash, other) });
        }
        Assert.Empty(await FindAsync(rewritten, head with { Hash = hash }));
        var finding = Assert.Single(await FindAsync(rewritten, head with { Hash = hash }, JournalHead.Parse(noted.ToString())));
        Assert.Equal((JournalFinding.Head, (long)Entries), (finding.Code, finding.Last));
    }

    [Fact]
    public async Task Verify_WhileTheHubWrites_FindsNothing()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var _ = city;
        await using var reader = new SqliteCityStore(file.Path);
        reader.OpenReadOnly([]);
        await city.SyncAsync(device, device.Heartbeat(TestCity.Start));
        var ahead = new WritesMeanwhile(reader, () => city.SyncAsync(device, device.Heartbeat(city.Time.Now + Duration.FromMinutes(1))));
        Assert.Empty(await JournalVerifier.RunAsync(ahead).ToListAsync());
    }

    [Fact]
    public async Task Verify_ABatchSignedByAReplacedKey_IsFound()
    {
        var (journal, head) = await ReadAsync();
        var old = journal.Single(e => e.Number == 5); // the command that replaced the key
        var without = journal.Where(e => e != old).ToList();
        var found = await FindAsync(without, head);
        Assert.Contains(found, f => f is { Code: JournalFinding.Signature, First: 6 });
        Assert.DoesNotContain(found, f => f.Code == JournalFinding.Signature && f.First < 6);
    }

    private sealed class WritesMeanwhile(ICityStore inner, Func<Task> write) : PassingStore(inner)
    {
        private readonly ICityStore inner = inner;

        public override async ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken)
        {
            var position = await inner.ReadPositionAsync(cancellationToken);
            await write();
            return position;
        }
    }

    private static ValueTask<List<JournalFinding>> FindAsync(
        IEnumerable<JournalEntry> journal, StorePosition head, JournalHead? noted = null) =>
        JournalVerifier.RunAsync(journal.ToAsyncEnumerable(), head, noted).ToListAsync();

    private async Task<(List<JournalEntry> Journal, StorePosition Head)> ReadAsync()
    {
        await WriteAsync();
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly([]);
        return (await store.ReadJournalAsync(0, default).ToListAsync(), await store.ReadPositionAsync(default));
    }

    private async Task<List<JournalFinding>> VerifyAsync(string? sql = null)
    {
        await WriteAsync();
        if (sql is not null) file.Run(sql);
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly([]);
        return await JournalVerifier.RunAsync(store).ToListAsync();
    }

    /// <summary>
    /// 1 configuration, 2 pi-1 admitted, 3 and 4 its batches, 5 its key replaced, 6 and 7 batches by the new key, 8 a feed, 9 a report.
    /// </summary>
    private async Task WriteAsync()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start), device.Contact("smoke", TestCity.Start));
        await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromMinutes(1)));
        var renewed = DeviceKey.Create();
        (await city.Hub.ExecuteAsync(new AdmitDevice("renew", device.Id, renewed.Public), TestCity.Admin)).OrThrow();
        var next = TestCity.NewDevice("pi-1", 2, key: renewed);
        await city.SyncAsync(next, next.Heartbeat(TestCity.Start + Duration.FromMinutes(2)));
        await city.SyncAsync(next, next.Detection(TestCity.Start + Duration.FromMinutes(3)));
        await city.Hub.AcceptAsync(
            new FeedBatch(DeviceId.Parse("gas-co"), "f-1",
            [new RegisterReading(SensorName.Parse("g-1"), new Amount(1.5m, "m3"), TestCity.Start, TestCity.Start)]));
        (await city.Hub.ExecuteAsync(
            new FileReport("r-1", "city-management", ClassKey.Parse("GB/T 47678.5-2026:component:01002"),
            GeoPoint.FromDegrees(120.411, 36.061), null, null), TestCity.Resident)).OrThrow();
        Assert.Equal(Entries, (await city.JournalAsync()).Count);
    }
}
