using CityKit.Archiving;
using CityKit.Core.Chain;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Tests.Shared;
using CityKit.Verifying;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Sealed segments in files: whole or not there, chained, and any byte that is another one is found.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly TempFile file = new();
    private readonly ArchiveCity world = new();

    public void Dispose()
    {
        world.Dispose();
        file.Dispose();
    }

    [Fact]
    public async Task Archive_OfALiveHub_GoesOnWhereItWasAndChains()
    {
        await using var city = await world.StartAsync(new SqliteCityStore(file.Path));
        await using var reader = ReadOnly();
        var first = await world.ArchiveAsync(reader);
        Assert.NotEmpty(first);
        Assert.Empty(await world.ArchiveAsync(reader)); // what is not full is not sealed
        for (var day = ArchiveCity.Days; day < 8; day++) await world.DayAsync(city, day);
        var all = first.Concat(await world.ArchiveAsync(reader)).ToArray();
        Assert.InRange(all.Length, first.Count + 1, 8);
        Assert.Equal((1, default(RunningHash)), (all[0].First, all[0].Before));
        Assert.All(all.Zip(all.Skip(1)), pair =>
            Assert.Equal((pair.First.Last + 1, pair.First.After), (pair.Second.First, pair.Second.Before)));
        Assert.Equal(all, JournalArchive.Open(world.Folder).Segments);
        Assert.Empty(await VerifyAsync(reader));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Files()[0]));
    }

    [Fact]
    public async Task Archive_WithBounds_EndsThere()
    {
        await world.WriteAsync(new SqliteCityStore(file.Path));
        await using var reader = ReadOnly();
        Assert.Empty(await world.ArchiveAsync(reader, before: TestCity.Start));
        var one = Assert.Single(await world.ArchiveAsync(reader, before: TestCity.Start + Duration.FromDays(2)));
        Assert.Empty(await world.ArchiveAsync(reader, through: one.Last + 1));
        Assert.Equal(one.Last + 1, (await world.ArchiveAsync(reader))[0].First);
    }

    [Fact] // a segment ends where a commit ended, so that its last hash is one that the hub wrote
    public async Task Archive_OfManyEntries_EndsASegmentWithTheCommitThatFilledIt()
    {
        var store = new InMemoryCityStore();
        await FillAsync(store, 25_000);
        var segments = await world.ArchiveAsync(store);
        Assert.Equal(["1-10240", "10241-20480"], segments.Select(s => $"{s.First}-{s.Last}"));
        Assert.Equal("segment-000000000001-000000010240.ndjson", Path.GetFileName(Files()[0]));
        Assert.Equal(10_242, File.ReadLines(Files()[0]).Count());
        Assert.Empty(await VerifyChainAsync(store));
    }

    [Fact]
    public async Task Open_AFileWithAnyByteChanged_NamesIt()
    {
        await world.WriteAsync(new SqliteCityStore(file.Path));
        await using var reader = ReadOnly();
        await world.ArchiveAsync(reader, before: TestCity.Start + Duration.FromDays(2));
        var path = Assert.Single(Files());
        var sound = await File.ReadAllBytesAsync(path);
        var random = new Random(20261127);
        for (var place = 0; place < sound.Length; place += 1 + random.Next(LongForm.Number(40, 7)))
        {
            var changed = sound.ToArray();
            changed[place] = place % 5 == 0 ? (byte)'\r' : (byte)(changed[place] ^ (1 << random.Next(8)));
            if (changed[place] == sound[place]) continue;
            await File.WriteAllBytesAsync(path, changed);
            var fault = Assert.Single(JournalArchive.Open(world.Folder).Faults);
            Assert.Equal(Path.GetFileName(path), fault.FileName);
        }
    }

    [Fact]
    public async Task Open_AFileCutAnywhere_NamesItAndTheNextRunSaysSo()
    {
        await world.WriteAsync(new SqliteCityStore(file.Path));
        await using var reader = ReadOnly();
        await world.ArchiveAsync(reader);
        var path = Files()[^1];
        var sound = await File.ReadAllBytesAsync(path);
        for (var length = 0; length < sound.Length; length += 97)
        {
            await File.WriteAllBytesAsync(path, sound[..length]);
            Assert.Equal(Path.GetFileName(path), Assert.Single(JournalArchive.Open(world.Folder).Faults).FileName);
        }
        var findings = await VerifyAsync(reader);
        Assert.Equal(JournalFinding.Archive, Assert.Single(findings).Code);
        Assert.Contains(path, (await Assert.ThrowsAsync<IOException>(() => world.ArchiveAsync(reader))).Message, StringComparison.Ordinal);
        File.Move(path, path + ".aside");
        Assert.Equal(Path.GetFileName(path), Assert.Single(await world.ArchiveAsync(reader)).FileName);
        Assert.Equal(sound, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Archive_AfterARunThatWasKilled_WritesTheSegmentAgain()
    {
        await world.WriteAsync(new SqliteCityStore(file.Path));
        await using var reader = ReadOnly();
        var half = Path.Combine(world.Folder, "segment-000000000001.new");
        await File.WriteAllTextAsync(half, "{\"format\":\"citykit-journal-1\",\"hist");
        Assert.Empty(JournalArchive.Open(world.Folder).Segments);
        Assert.Equal(1, (await world.ArchiveAsync(reader))[0].First);
        Assert.Empty(JournalArchive.Open(world.Folder).Faults);
        Assert.False(File.Exists(half));
    }

    [Theory] // what is done to the journal; why nothing of it is archived
    [InlineData("UPDATE journal SET received_at = received_at + 1 WHERE number = 2", "citykit journal verify")]
    [InlineData("DELETE FROM journal WHERE number = 3", "citykit journal verify")]
    [InlineData("UPDATE journal SET payload = x'', digest = seal WHERE number = 1", "was pruned")]
    public async Task Archive_AJournalThatWasChanged_IsRefusedAndLeavesNoFile(string sql, string why)
    {
        await world.WriteAsync(new SqliteCityStore(file.Path));
        file.Run(sql);
        await using var reader = ReadOnly();
        Assert.Contains(why, (await Assert.ThrowsAsync<IOException>(() => world.ArchiveAsync(reader))).Message, StringComparison.Ordinal);
        Assert.Empty(Files());
        Assert.Empty(Directory.EnumerateFiles(world.Folder, "*.new"));
    }

    [Fact]
    public async Task Archive_IntoTheFolderOfAnotherJournal_IsRefused()
    {
        await world.WriteAsync(new SqliteCityStore(file.Path));
        await using var reader = ReadOnly();
        await world.ArchiveAsync(reader);
        var other = new InMemoryCityStore();
        await FillAsync(other, 20_000);
        Assert.Contains("own archive", (await Assert.ThrowsAsync<IOException>(() => world.ArchiveAsync(other))).Message,
            StringComparison.Ordinal);
        Assert.Contains("own archive", (await Assert.ThrowsAsync<IOException>(() => world.ArchiveAsync(new InMemoryCityStore()))).Message,
            StringComparison.Ordinal);
        Assert.Contains(await VerifyAsync(other), f => f.Code == JournalFinding.Archive);
    }

    [Fact]
    public async Task Archive_WhileAnotherRunArchives_IsRefused()
    {
        await world.WriteAsync(new SqliteCityStore(file.Path));
        await using var reader = ReadOnly();
        await using var run = JournalArchiver.RunAsync(reader, world.Folder).GetAsyncEnumerator();
        Assert.True(await run.MoveNextAsync());
        Assert.Contains("Another run", (await Assert.ThrowsAsync<IOException>(() => world.ArchiveAsync(reader))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ASegmentOfAnotherSuite_NamesIt()
    {
        var head = $$"""{"format":"citykit-journal-1","suite":3,"first":1,"before":"{{default(RunningHash)}}"}""";
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "segment-000000000001-000000000002.ndjson"), head + "\n");
        var fault = Assert.Single(JournalArchive.Open(world.Folder).Faults);
        Assert.Contains("is of suite 3; this version of CityKit knows suite 0", fault.Why, StringComparison.Ordinal);
    }

    [Fact] // entries of before schema 5 have no seals: the first commit after has one
    public async Task Archive_OfAnOldFile_BeginsWithItsFirstEntry()
    {
        file.Run(await File.ReadAllTextAsync("Old/hub-3.sql"));
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path)))
            for (var day = 10; day < 13; day++)
            {
                city.Time.Advance(Duration.FromDays(1));
                (await city.Hub.ExecuteAsync(ArchiveCity.Report(day), TestCity.Resident)).OrThrow();
            }
        await using var reader = ReadOnly();
        var segments = await world.ArchiveAsync(reader);
        Assert.Equal(1, segments[0].First);
        Assert.DoesNotContain(await VerifyAsync(reader), f => f.Code is JournalFinding.Archive or JournalFinding.Changed);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(world.Folder, "segment-*.ndjson").Order(StringComparer.Ordinal)];

    private SqliteCityStore ReadOnly()
    {
        var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly(HubFileTests.Kinds);
        return store;
    }

    private ValueTask<List<JournalFinding>> VerifyAsync(ICityStore store) =>
        JournalVerifier.RunAsync(store, archive: JournalArchive.Open(world.Folder)).ToListAsync();

    private async Task<List<JournalFinding>> VerifyChainAsync(ICityStore store) => (await VerifyAsync(store))
        .Where(f => f.Code != JournalFinding.Undecodable).ToList();

    /// <summary>Ticks in commits of 256, a second apart.</summary>
    internal static async Task FillAsync(ICityStore store, int count)
    {
        var opened = await store.OpenAsync(HubFileTests.Kinds, default);
        var (number, hash) = (opened.Position.Number, opened.Position.Hash);
        while (number < count)
        {
            var entries = Enumerable.Range(1, (int)Math.Min(256, count - number))
                .Select(i => new JournalEntry(
                    number + i, TestCity.Start + Duration.FromSeconds(number + i), JournalKind.Tick, "", new byte[] { 1 })).ToArray();
            hash = entries.Aggregate(hash, JournalChain.Next);
            await store.CommitAsync(
                new StoreCommit { Epoch = opened.Epoch, After = number, Entries = entries, Hash = hash, Checkpoint = number
                + entries.Length }, default);
            number += entries.Length;
        }
    }
}
