using CityKit.Archiving;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Feeds;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests.Support;

/// <summary>Four days of a hub: each day a heartbeat, an alarm, a feed and a report, and at first a configuration bundle.</summary>
internal sealed class ArchiveCity : IDisposable
{
    internal const int Days = 4;

    /// <summary>Everything was received before.</summary>
    internal static readonly Instant After = TestCity.Start + Duration.FromDays(100);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-archive-");
    private readonly DeviceKey bundleKey = DeviceKey.Create();

    internal VirtualDevice Device { get; private set; } = null!;

    internal string Folder => folder.FullName;

    internal HubSetup Setup => TestCity.NewSetup() with { BundleKey = bundleKey.Public };

    internal async Task<TestCity> StartAsync(ICityStore store)
    {
        var (city, device) = await TestCity.WithDeviceAsync(store, Setup);
        Device = device;
        (await city.Hub.ExecuteAsync(Publish(), TestCity.Admin)).OrThrow();
        for (var day = 0; day < Days; day++) await DayAsync(city, day);
        return city;
    }

    internal async Task WriteAsync(ICityStore store)
    {
        await using var _ = await StartAsync(store);
    }

    internal async Task DayAsync(TestCity city, int day)
    {
        var at = TestCity.Start + Duration.FromDays(day);
        await city.SyncAsync(Device, Device.Heartbeat(at));
        await city.SyncAsync(Device, Device.Detection(at + Duration.FromMinutes(1)), Device.Contact("smoke", at + Duration.FromMinutes(1)));
        Assert.Null((await city.Hub.AcceptAsync(Feed(day))).Refusal);
        (await city.Hub.ExecuteAsync(Report(day), TestCity.Resident)).OrThrow();
    }

    internal static FeedBatch Feed(int day, decimal shown = 1) => new(DeviceId.Parse("gas-co"), $"f-{day}",
        [new RegisterReading(
            SensorName.Parse("g-1"), new Amount(shown + day, "m3"), TestCity.Start + Duration.FromDays(day), TestCity.Start
            + Duration.FromDays(day))]);

    internal static FileReport Report(int day, double north = 36.061) => new($"r-{day}", "city-management",
        ClassKey.Parse("GB/T 47678.5-2026:component:01002"), GeoPoint.FromDegrees(120.411, north), null, null);

    internal async Task<List<JournalSegment>> ArchiveAsync(ICityStore store, long through = long.MaxValue, Instant? before = null) =>
        await JournalArchiver.RunAsync(store, Folder, through, before).ToListAsync();

    /// <summary>Prunes as the tool does: nobody else has the store.</summary>
    internal async Task<long> PruneAsync(ICityStore store, PrunePolicy policy)
    {
        var opened = await store.OpenAsync(HubFileTests.Kinds, default);
        return await JournalPruner.RunAsync(store, opened, JournalArchive.Open(Folder), policy);
    }

    internal PublishBundle Publish() => new("bundle-1", SignedBundle.Sign(
        new ConfigurationBundle(1, DeviceId.Parse("pi-1"), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()), bundleKey));

    public void Dispose()
    {
        bundleKey.Dispose();
        folder.Delete(recursive: true);
    }
}
