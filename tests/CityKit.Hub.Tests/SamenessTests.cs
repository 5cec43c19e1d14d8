using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class SamenessTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Replay_OfTheJournal_GivesTheSameBytes()
    {
        await using var city = await TestCity.StartAsync();
        foreach (var step in Story(TestCity.NewDevice("pi-1"))) await step(city);
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
        Assert.Equal((await city.ItemsAsync()).Select(i => i.Number), await replayed.ReadItemsAsync(default).Select(i => i.Number)
            .ToListAsync());
        Assert.Equal(await city.FindingsAsync(), await replayed.ReadFindingsAsync(default).ToListAsync());
        Assert.Equal(await city.NotificationsAsync(), await replayed.ReadNotificationsAsync(0, 100_000, default));
    }

    [Fact]
    public async Task Restart_AtEverySingleInput_GivesTheSameBytes()
    {
        await using var straight = await TestCity.StartAsync();
        foreach (var step in Story(TestCity.NewDevice("pi-1"))) await step(straight);
        var expected = await straight.ExportAsync();

        using var file = new TempFile();
        var time = FakeTime.At(At);
        foreach (var step in Story(TestCity.NewDevice("pi-1")))
        {
            await using var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), time: time);
            await step(city);
        }
        await using var last = await TestCity.StartAsync(new SqliteCityStore(file.Path), time: time);
        Assert.Equal(expected, await last.ExportAsync());
        Assert.Contains("\"item\"", expected, StringComparison.Ordinal);
    }

    /// <summary>The state of rules is stored every few entries; what came since is replayed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Kills_BetweenCheckpoints_GiveTheSameBytes(int seed)
    {
        await using var straight = await TestCity.StartAsync();
        foreach (var step in Story(TestCity.NewDevice("pi-1"))) await step(straight);
        using var file = new TempFile();
        var (random, time) = (new Random(seed), FakeTime.At(At));
        var city = await StartAsync();
        foreach (var step in Story(TestCity.NewDevice("pi-1")))
        {
            // the one before is as if killed: its claim is gone, and it writes nothing more
            if (random.Next(3) == 0) city = await StartAsync();
            await step(city);
        }
        Assert.Equal(await straight.ExportAsync(), await (city = await StartAsync()).ExportAsync());
        await city.DisposeAsync();

        Task<TestCity> StartAsync() => TestCity.StartAsync(new SqliteCityStore(file.Path, isLocked: false),
            TestCity.NewSetup(options: new CityKit.Setup.HubOptions { SnapshotEvery = 4 }), time);
    }

    [Fact]
    public async Task Replay_OfAJournalWithAHole_IsRefused()
    {
        await using var city = await TestCity.StartAsync();
        foreach (var step in Story(TestCity.NewDevice("pi-1")).Take(3)) await step(city);
        await Assert.ThrowsAsync<FormatException>(() => JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(1, default)));
    }

    /// <summary>Two days' worth of everything, one input a step.</summary>
    internal static IEnumerable<Func<TestCity, Task>> Story(VirtualDevice device)
    {
        yield return async city => (await city.Hub.ExecuteAsync(new AdmitDevice("a-1", device.Id, device.Key.Public), TestCity.Admin))
            .OrThrow();
        yield return city => city.SyncAsync(device, device.Contact("smoke", At), device.Contact("lamp", At), device.Detection(At));
        yield return city => city.SyncAsync(
            device, device.Detection(At + Duration.FromSeconds(3)), device.Contact("smoke", At + Duration.FromSeconds(9), active: false));
        yield return async city => (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", (await city.LeadsAsync())[0].Id), TestCity.Officer))
            .OrThrow();
        for (var minute = 1; minute <= 40; minute += 4)
        {
            var from = minute;
            yield return city => city.SyncAsync(
                device, [.. Enumerable.Range(from, 4)
                .SelectMany(m => new[] { device.Reading(At + Duration.FromMinutes(m), 14, Duration.FromMinutes(1)),
                device.Heartbeat(At + Duration.FromMinutes(m)) })]);
        }
        yield return async city => await city.Hub.AcceptAsync(DeskTests.LowGas());
        yield return city => TickAfterAsync(city, 10);
        yield return async city => (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        yield return async city => (await city.Hub.ReportAsync(CommandTests.Report("r-2"), "the same hole", TestCity.Resident)).OrThrow();
        yield return city => TickAfterAsync(city, 15);
        yield return city => city.SyncAsync(
            device, device.Detection(At + Duration.FromHours(1)),
            device.Event(EventKind.Blind, "device", At + Duration.FromHours(1), 0, Duration.FromMinutes(5)));
        yield return async city =>
            (await city.Hub.ExecuteAsync(new StepItem("s-1", (await city.ItemsAsync())[0].Id, Void), TestCity.Officer)).OrThrow();
        yield return city => city.SyncAsync(device, device.Detection(At + Duration.FromHours(2)));
    }

    private static WorkCommand Void => new("oversee") { Reason = "a leader asks" };

    private static async Task TickAfterAsync(TestCity city, int minutes)
    {
        city.Time.Advance(Duration.FromMinutes(minutes));
        await city.Hub.TickAsync();
    }
}
