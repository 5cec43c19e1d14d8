using CityKit.Archiving;
using CityKit.Commands;
using CityKit.Core.Signing;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Verifying;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// What was pruned leaves its hash: the chain holds, a repeat is known, and with the archive everything can be made again.
/// </summary>
public sealed class PruneTests : IDisposable
{
    private static readonly PrunePolicy Readings = new(ReadingsBefore: ArchiveCity.After);
    private static readonly PrunePolicy All = new(AllBefore: ArchiveCity.After);
    private readonly TempFile file = new();
    private readonly ArchiveCity world = new();

    public void Dispose()
    {
        world.Dispose();
        file.Dispose();
    }

    public static TheoryData<bool> Stores => [true, false];

    [Theory, MemberData(nameof(Stores))]
    public async Task Prune_Readings_LeavesDecisionsAndTheChain(bool inMemory)
    {
        var open = Opener(inMemory);
        var (archived, count) = await PrunedAsync(open, Readings);
        await using var store = open();
        await store.OpenAsync(HubFileTests.Kinds, default);
        var pruned = await store.ReadJournalAsync(0, default).Where(e => e.IsPruned).ToListAsync();
        Assert.Equal(count, pruned.Count);
        Assert.Equal([JournalKind.Batch, JournalKind.Feed], pruned.Select(e => e.Kind).Distinct().Order());
        Assert.All(pruned, e => Assert.InRange(e.Number, 1, archived));
        Assert.Contains(await store.ReadJournalAsync(0, default).ToListAsync(), e => e is { Kind: JournalKind.Batch, IsPruned: false }
            && e.Number <= archived);
        var said = Assert.Single(await JournalVerifier.RunAsync(store).ToListAsync());
        Assert.Equal((JournalFinding.Pruned, pruned[0].Number, pruned[^1].Number, false),
            (said.Code, said.First, said.Last, said.IsDamage));
        Assert.Contains($"{count} payloads pruned; the chain over their hashes is whole", said.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Prune_Everything_LeavesRepeatsKnownAndTheBundleAtHand(bool inMemory)
    {
        var open = Opener(inMemory);
        await PrunedAsync(open, All);
        await using var city = await TestCity.StartAsync(open(), world.Setup);
        var before = (await city.JournalAsync()).Count;
        Assert.True((await EntryAsync(city.Hub.Store, JournalKind.Command, $"{TestCity.ResidentId}/r-0")).IsPruned);
        Assert.NotNull((await city.Hub.ExecuteAsync(ArchiveCity.Report(0), TestCity.Resident)).Item);
        Assert.Equal("command-id-reused",
            (await city.Hub.ExecuteAsync(ArchiveCity.Report(0, north: 36.065), TestCity.Resident)).Refusal?.Code);
        Assert.Equal(1, (await city.Hub.AcceptAsync(ArchiveCity.Feed(0))).Duplicates);
        Assert.Equal("batch-id-reused", (await city.Hub.AcceptAsync(ArchiveCity.Feed(0, shown: 2))).Refusal?.Code);
        Assert.Equal(before, (await city.JournalAsync()).Count);
        Assert.False((await EntryAsync(city.Hub.Store, JournalKind.Command, $"{TestCity.Admin.Id}/bundle-1")).IsPruned);
        var request = new BundleRequest(world.Device.Id, 0, city.Time.Now);
        Assert.Equal(BundleStatus.Newer, (await city.Hub.FindBundleAsync(request, world.Device.Key.Sign(request.ToBytes()))).Status);
        await world.DayAsync(city, ArchiveCity.Days); // the devices go on
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Verify_WithTheArchive_ChecksWhatWasPrunedToo(bool inMemory)
    {
        var open = Opener(inMemory);
        await PrunedAsync(open, All);
        await using var store = open();
        await store.OpenAsync(HubFileTests.Kinds, default);
        var archive = JournalArchive.Open(world.Folder);
        var said = Assert.Single(await JournalVerifier.RunAsync(store, archive: archive).ToListAsync());
        Assert.Equal(JournalFinding.Pruned, said.Code);
        Assert.Contains($"archived in {archive.Segments[0].FileName} to {archive.Segments[^1].FileName}); the chain over their hashes is whole", said.ToString(), StringComparison.Ordinal);
        Assert.Null(await ReplayCheck.RunAsync(world.Setup, store, archive));
        Assert.Empty(await ReplayVerifier.RunAsync(world.Setup, store, archive).ToListAsync());
        var stopped = Assert.Single(await ReplayVerifier.RunAsync(world.Setup, store).ToListAsync());
        Assert.Equal((ReplayFinding.Stopped, 1L), (stopped.Code, stopped.Entry));
        Assert.Contains("with the archive", stopped.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<FormatException>(() => JournalReplay.RunAsync(world.Setup, store.ReadJournalAsync(0, default)));
    }

    [Fact]
    public async Task Check_APrunedFile_IsSoundAndSaysSo()
    {
        await PrunedAsync(Opener(false), All);
        var said = Assert.Single(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds));
        Assert.Equal((HubFileFinding.Pruned, false), (said.Code, said.IsDamage));
        Assert.Contains("the chain over their hashes is whole", said.ToString(), StringComparison.Ordinal);
    }

    [Theory] // what is done to a pruned file; what verify says of it
    [InlineData("UPDATE journal SET digest = CAST(x'00' || substr(digest, 2) AS BLOB) WHERE number = 1", JournalFinding.Changed)]
    [InlineData("UPDATE journal SET received_at = received_at + 1 WHERE number = 2", JournalFinding.Changed)]
    // the chain holds its length alone
    [InlineData("UPDATE journal SET key = 'admin-1/admit-pi-2' WHERE key = 'admin-1/admit-pi-1'", JournalFinding.Archive)]
    [InlineData("UPDATE journal SET digest = NULL WHERE number = 1", JournalFinding.Changed)]
    [InlineData("DELETE FROM journal WHERE number = 2", JournalFinding.Hole)]
    public async Task Verify_APrunedFileThatWasChanged_FindsIt(string sql, string code)
    {
        await PrunedAsync(Opener(false), All);
        file.Run(sql);
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly(HubFileTests.Kinds);
        var findings = await JournalVerifier.RunAsync(store, archive: JournalArchive.Open(world.Folder)).ToListAsync();
        Assert.Contains(findings, f => f.Code == code);
        if (code != JournalFinding.Archive)
            Assert.DoesNotContain(findings, f => f.ToString().Contains("is whole", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_AnythingPruned_IsNoDamage()
    {
        var store = new InMemoryCityStore();
        await world.WriteAsync(store);
        var (journal, head) = (await store.ReadJournalAsync(0, default).ToListAsync(), await store.ReadPositionAsync(default));
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var some = journal.Select(e => e.Payload.IsEmpty || random.Next(3) > 0 ? e : e.Prune()).ToList();
            var findings = await JournalVerifier.RunAsync(some.ToAsyncEnumerable(), head).ToListAsync();
            Assert.True(findings.All(f => !f.IsDamage), string.Join('\n', findings));
        }
    }

    [Fact]
    public async Task Prune_WithoutAnAgeOrAnArchive_DropsNothing()
    {
        var store = new InMemoryCityStore();
        await world.WriteAsync(store);
        Assert.Equal(0, await world.PruneAsync(store, All)); // nothing is archived
        await world.ArchiveAsync(store);
        Assert.Equal(0, await world.PruneAsync(store, new PrunePolicy()));
        Assert.Equal(0, await world.PruneAsync(store, new PrunePolicy(TestCity.Start, TestCity.Start)));
    }

    [Fact]
    public async Task Prune_ByAge_DropsReadingsSoonerThanDecisions()
    {
        var store = new InMemoryCityStore();
        await world.WriteAsync(store);
        await world.ArchiveAsync(store);
        var (readings, all) = (TestCity.Start + Duration.FromDays(2), TestCity.Start + Duration.FromDays(1));
        await world.PruneAsync(store, new PrunePolicy(readings, all));
        foreach (var entry in await store.ReadJournalAsync(0, default).Where(e => e.Kind is JournalKind.Command or JournalKind.Feed)
            .ToListAsync())
            Assert.Equal(entry.ReceivedAt < (entry.Kind == JournalKind.Feed ? readings : all)
                && !entry.Key.EndsWith("bundle-1", StringComparison.Ordinal), entry.IsPruned);
    }

    [Fact]
    public async Task Prune_WithADamagedArchive_DropsNothing()
    {
        var store = new InMemoryCityStore();
        await world.WriteAsync(store);
        await world.ArchiveAsync(store);
        var path = Directory.EnumerateFiles(world.Folder, "segment-*.ndjson").Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        var refused = await Assert.ThrowsAsync<IOException>(() => world.PruneAsync(store, All));
        Assert.Contains(Path.GetFileName(path), refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await store.ReadJournalAsync(0, default).ToListAsync(), e => e.IsPruned);
    }

    [Fact]
    public async Task Prune_WithTheArchiveOfAnotherJournal_DropsNothing()
    {
        var (store, other) = (new InMemoryCityStore(), new InMemoryCityStore());
        await world.WriteAsync(store);
        await world.ArchiveAsync(store);
        await ArchiveTests.FillAsync(other, 30);
        Assert.Contains("another journal", (await Assert.ThrowsAsync<IOException>(() => world.PruneAsync(other, All))).Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(await other.ReadJournalAsync(0, default).ToListAsync(), e => e.IsPruned);
    }

    [Fact]
    public async Task Prune_BrokenOffBetweenCommits_GoesOnWithTheNextRun()
    {
        var store = new InMemoryCityStore();
        await ArchiveTests.FillAsync(store, 12_000);
        var sealedEntries = (await world.ArchiveAsync(store)).Sum(s => s.Count);
        await Assert.ThrowsAsync<IOException>(() => world.PruneAsync(new FailsAfter(store, 3), All));
        Assert.Equal(3 * 500, await store.ReadJournalAsync(0, default).CountAsync(e => e.IsPruned));
        Assert.Equal(sealedEntries - 3 * 500, await world.PruneAsync(store, All));
        Assert.Equal(sealedEntries, await store.ReadJournalAsync(0, default).CountAsync(e => e.IsPruned));
    }

    [Fact] // what a start replays stays
    public async Task Prune_AfterTheCheckpoint_DropsNothing()
    {
        var store = new InMemoryCityStore();
        await using var city = await world.StartAsync(store); // still running, so that its last checkpoint is that of its start
        await world.ArchiveAsync(store);
        var checkpoint = (await store.ReadPositionAsync(default)).Checkpoint;
        await world.PruneAsync(store, All);
        Assert.All(await store.ReadJournalAsync(checkpoint, default).ToListAsync(), e => Assert.False(e.IsPruned));
    }

    private sealed class FailsAfter(ICityStore inner, int commits) : PassingStore(inner)
    {
        private int left = commits;

        public override ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
            left-- > 0 ? base.CommitAsync(commit, cancellationToken) : throw new IOException("no room");
    }

    private Func<ICityStore> Opener(bool inMemory)
    {
        var memory = new InMemoryCityStore();
        return () => inMemory ? memory : new SqliteCityStore(file.Path);
    }

    /// <returns>The last archived entry, and how many payloads were dropped.</returns>
    private async Task<(long Archived, long Count)> PrunedAsync(Func<ICityStore> open, PrunePolicy policy)
    {
        await world.WriteAsync(open());
        await using var store = open();
        await store.OpenAsync(HubFileTests.Kinds, default);
        var archived = (await world.ArchiveAsync(store))[^1].Last;
        return (archived, await world.PruneAsync(store, policy));
    }

    private static async Task<JournalEntry> EntryAsync(ICityStore store, JournalKind kind, string key) =>
        (await store.FindEntryAsync(new EntryKey(kind, key)))!;
}
