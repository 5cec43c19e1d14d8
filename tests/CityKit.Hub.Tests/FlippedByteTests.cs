using System.Security.Cryptography;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing.Devices;
using CityKit.Tests.Shared;
using NodaTime;
using Xunit.Abstractions;

namespace CityKit.Hub.Tests;

/// <summary>Of 300 flipped bytes 16 once went unnoticed: what a hub serves is as it was written, or the damage is noticed.</summary>
public sealed class FlippedByteTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Flips = LongForm.Number(100, 300);
    private readonly TempFile file = new();
    private readonly SubjectKey[] subjects = TestSubjects.Many(500, seed: 8);

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Open_AFileWithAFlippedBit_NoneIsServedUnnoticed()
    {
        var (sound, served) = await WriteAsync();
        Assert.InRange(sound.Length, 2 << 20, 64 << 20);
        var random = new Random(300);
        var (atStart, byCheck, free) = (0, 0, 0);
        for (var flip = 0; flip < Flips; flip++)
        {
            var (place, bit) = (random.Next(sound.Length), random.Next(8));
            sound[place] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(file.Path, sound);
            sound[place] ^= (byte)(1 << bit);
            var isFound = IsFoundByCheck();
            var isRefused = !await OpensAsync();
            if (isRefused) atStart++;
            else if (isFound) byCheck++;
            else free++;
            if (!isRefused && !isFound)
                Assert.True(served == await ServedAsync(),
                $"flip {flip}: bit {bit} of byte {place} changed what is served, and nothing noticed it");
        }
        output.WriteLine($"{sound.Length} bytes, {Flips} flips: {atStart} noticed at start, {byCheck} by hub check, {free} change nothing that is served");
        Assert.Equal(Flips, atStart + byCheck + free);
        Assert.InRange(free, 0, Flips / 3); // the file is full, so most of its bytes matter
    }

    [Fact]
    public async Task Open_AFileTooLargeToCheck_SaysSoAndOpens()
    {
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path))) { }
        var log = new WarningLog();
        await using var store = new SqliteCityStore(file.Path, isLocked: true, log, checkedBytes: 4096);
        await store.OpenAsync([], default);
        Assert.Contains("citykit hub check", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    /// <summary>20 batches of 100 alarms: as many alerts, leads, notifications.</summary>
    private async Task<(byte[] File, string Served)> WriteAsync()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using (city)
            for (var batch = 0; batch < 20; batch++)
                await city.SyncAsync(
                    device, [.. Enumerable.Range(0, 100)
                    .SelectMany(i => Alarm(device, TestCity.Start + Duration.FromSeconds(200 * batch + 2 * i)))]);
        await using (var store = new SqliteCityStore(file.Path)) await TestSubjects.PutAsync(
            store, subjects, [.. subjects.Select((s, n) => TestSubjects.Record($"r-{n}", s, new Random(n)))]);
        return (await File.ReadAllBytesAsync(file.Path), await ServedAsync());
    }

    private static CityEvent[] Alarm(VirtualDevice device, Instant at) =>
        [device.Contact("smoke", at), device.Contact("smoke", at + Duration.FromSeconds(1), active: false)];

    private bool IsFoundByCheck()
    {
        try
        {
            return SqliteHubCheck.Run(file.Path, HubFileTests.Kinds).Any();
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<bool> OpensAsync()
    {
        try
        {
            await using var store = new SqliteCityStore(file.Path);
            await store.OpenAsync(HubFileTests.Kinds, default);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>All that can be asked of a store, as a digest.</summary>
    private async Task<string> ServedAsync()
    {
        await using var store = new SqliteCityStore(file.Path);
        store.OpenReadOnly(HubFileTests.Kinds);
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string line) => all.AppendData(Encoding.UTF8.GetBytes(line));
        await foreach (var entry in store.ReadJournalAsync(0, default))
            Add($"{entry.Number} {entry.ReceivedAt} {entry.Kind} {entry.Key} {entry.Seal} {Convert.ToHexString(entry.Payload.Span)}");
        foreach (var note in await store.ReadNotificationsAsync(0, int.MaxValue, default)) Add(note.ToString());
        foreach (var kind in HubFileTests.Kinds)
            foreach (var order in kind.Indexes.Where(i => i.IsOrder).Select(i => i.Name).Append(null))
                for (var query = new DocumentQuery(kind.Name) { Order = order, Limit = DocumentQuery.MaxRows }; ;)
                {
                    var page = await store.QueryAsync(query, default);
                    foreach (var row in page.Rows) Add($"{row.Id} {row.Version} {row.IsDamaged} {Convert.ToHexString(row.Bytes.Span)}");
                    if (page.Next is null) break;
                    query = query with { After = page.Next };
                }
        foreach (var (kind, index) in HubFileTests.Kinds.SelectMany(k => k.Indexes.Where(i => !i.IsMany).Select(i => (k, i))))
            foreach (var group in await store.TotalAsync(new DocumentTotals(new DocumentQuery(kind.Name), [index.Name]), default))
                Add($"{group.Values[0]}={group.Count}");
        foreach (var cell in await store.FindCellsAsync([new CellKey("hub", "rules"), new CellKey("hub", "configuration")], default))
            Add($"{cell.Key} {cell.Number} {Convert.ToHexString(cell.Bytes.Span)}");
        await foreach (var subject in store.ReadSubjectsAsync(default))
            Add($"{subject.Id} {subject.Lookup} {Convert.ToHexString(subject.Wrapped.Span)}");
        foreach (var subject in await store.FindSubjectsAsync([.. subjects.Select(s => s.Lookup)], default)) Add($"{subject.Id}");
        foreach (var record in await store.FindRecordsAsync([.. subjects.Select((_, n) => $"r-{n}")], default))
            Add($"{record.Id} {record.Subject} {Convert.ToHexString(record.Sealed.Span)}");
        var position = await store.ReadPositionAsync(default);
        Add($"{position with { Epoch = 0 }}");
        return Convert.ToHexString(all.GetHashAndReset());
    }
}
