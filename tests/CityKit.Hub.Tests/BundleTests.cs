using CityKit.Commands;
using CityKit.Core.Signing;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class BundleTests : IDisposable
{
    private readonly DeviceKey hubKey = DeviceKey.Create();

    public void Dispose() => hubKey.Dispose();

    [Fact]
    public async Task FindBundle_Published_IsTheNewestByteForByte()
    {
        var (city, device) = await CityAsync();
        await using var _ = city;
        await PublishAsync(city, "pi-1", 3);
        var newest = await PublishAsync(city, "pi-1", 5);
        var answer = await AskAsync(city, device, after: 0);
        Assert.Equal(BundleStatus.Newer, answer.Status);
        Assert.Equal(newest.Encode(), answer.Bundle!.Encode());
        Assert.Equal(BundleStatus.Newer, (await AskAsync(city, device, after: 4)).Status);
        Assert.Equal(BundleStatus.NoneNewer, (await AskAsync(city, device, after: 5)).Status);
    }

    [Fact] // the journal has a bundle as it was signed
    public async Task Publish_RegisterThatNamesAHousehold_IsRefusedAndSaysWhatToDo()
    {
        var (city, _) = await CityAsync();
        await using var ignored = city;
        var home = """{"version":1,"sensors":[{"device":"pi-1","sensor":"a","quantity":"smoke","household":"h-7","validFrom":"2026-01-01T00:00:00Z"}]}"""u8.ToArray();
        var bundle = SignedBundle.Sign(
            new ConfigurationBundle(1, Core.DeviceId.Parse("pi-1"), "{}"u8.ToArray(), "{}"u8.ToArray(), home), hubKey);
        var refusal = (await city.Hub.ExecuteAsync(new PublishBundle("p-1", bundle), TestCity.Admin)).Refusal!;
        Assert.Equal("household-in-bundle", refusal.Code);
        Assert.Contains("'h-7'", refusal.Message.En, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await city.JournalAsync(), e => System.Text.Encoding.UTF8.GetString(e.Payload.Span).Contains("p-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindBundle_NotTheDevice_IsRefused()
    {
        var (city, device) = await CityAsync();
        await using var _ = city;
        await PublishAsync(city, "pi-1", 1);
        Assert.Equal(BundleStatus.UnknownDevice, (await AskAsync(city, TestCity.NewDevice("pi-9"), 0)).Status);
        Assert.Equal(BundleStatus.BadSignature, (await AskAsync(city, TestCity.NewDevice("pi-1"), 0)).Status);
        var overheard = new BundleRequest(device.Id, 0, TestCity.Start);
        var signature = device.Key.Sign(overheard.ToBytes());
        Assert.Equal(BundleStatus.BadSignature, (await city.Hub.FindBundleAsync(overheard with { After = 1 }, signature)).Status);
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public async Task FindBundle_ByTheDatesAge_IsAnsweredOrStale(int seconds, bool fresh)
    {
        var (city, device) = await CityAsync();
        await using var _ = city;
        var request = new BundleRequest(device.Id, 0, TestCity.Start + Duration.FromSeconds(seconds));
        var answer = await city.Hub.FindBundleAsync(request, device.Key.Sign(request.ToBytes()));
        Assert.Equal(fresh ? BundleStatus.NoneNewer : BundleStatus.Stale, answer.Status);
    }

    [Fact]
    public async Task Publish_WhatADeviceWouldRefuse_IsRefusedAndNotJournalled()
    {
        var (city, _) = await CityAsync();
        await using var __ = city;
        await PublishAsync(city, "pi-1", 5);
        using var stranger = DeviceKey.Create();
        var before = (await city.JournalAsync()).Count;
        Assert.Equal("wrong-role", await CodeAsync(city, Bundle("pi-1", 6, hubKey), officer: true));
        Assert.Equal("not-found", await CodeAsync(city, Bundle("pi-9", 6, hubKey)));
        Assert.Equal("bad-signature", await CodeAsync(city, Bundle("pi-1", 6, stranger)));
        Assert.Equal("old-version", await CodeAsync(city, Bundle("pi-1", 5, hubKey)));
        Assert.Equal("old-version", await CodeAsync(city, Bundle("pi-1", 4, hubKey)));
        Assert.Equal(before, (await city.JournalAsync()).Count);
    }

    [Fact]
    public async Task Publish_HubWithoutKey_IsRefused()
    {
        var (city, _) = await TestCity.WithDeviceAsync();
        await using var __ = city;
        Assert.Equal("no-bundle-key", await CodeAsync(city, Bundle("pi-1", 1, hubKey)));
    }

    [Fact]
    public async Task Publish_SameCommandAgain_IsDoneOnce()
    {
        var (city, _) = await CityAsync();
        await using var __ = city;
        var command = new PublishBundle("once", Bundle("pi-1", 1, hubKey));
        (await city.Hub.ExecuteAsync(command, TestCity.Admin)).OrThrow();
        (await city.Hub.ExecuteAsync(command, TestCity.Admin)).OrThrow();
        Assert.Single(await city.JournalAsync(), e => e.Key == $"{TestCity.Admin.Id}/once");
    }

    [Fact]
    public async Task Bundle_SqliteOpenedAgainAndJournalReplayed_IsStillThere()
    {
        using var file = new TempFile();
        var (city, device) = await CityAsync(new SqliteCityStore(file.Path));
        var published = await PublishAsync(city, "pi-1", 2);
        await city.DisposeAsync();
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup());
        Assert.Equal(published.Encode(), (await AskAsync(again, device, 0)).Bundle!.Encode());
        var replayed = await JournalReplay.RunAsync(Setup(), again.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(new BundleReference(2, $"{TestCity.Admin.Id}/pi-1-2"),
            Assert.Single(await replayed.ReadAsync(DeviceDocuments.Kind.Query()).ToListAsync()).Bundle);
    }

    private static SignedBundle Bundle(string device, long version, DeviceKey key) =>
        SignedBundle.Sign(new ConfigurationBundle(
            version, Core.DeviceId.Parse(device), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()), key);

    private HubSetup Setup() => TestCity.NewSetup() with { BundleKey = hubKey.Public };

    private Task<(TestCity City, VirtualDevice Device)> CityAsync(ICityStore? store = null) => TestCity.WithDeviceAsync(store, Setup());

    private async Task<SignedBundle> PublishAsync(TestCity city, string device, long version)
    {
        var bundle = Bundle(device, version, hubKey);
        (await city.Hub.ExecuteAsync(new PublishBundle($"{device}-{version}", bundle), TestCity.Admin)).OrThrow();
        return bundle;
    }

    private static async Task<string?> CodeAsync(TestCity city, SignedBundle bundle, bool officer = false) =>
        (await city.Hub.ExecuteAsync(new PublishBundle("refused", bundle), officer ? TestCity.Officer : TestCity.Admin)).Refusal?.Code;

    private static async Task<BundleAnswer> AskAsync(TestCity city, VirtualDevice device, long after)
    {
        var request = new BundleRequest(device.Id, after, TestCity.Start);
        return await city.Hub.FindBundleAsync(request, device.Key.Sign(request.ToBytes()));
    }
}
