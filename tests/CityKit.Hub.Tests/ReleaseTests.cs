using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Edge.Releases;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;

namespace CityKit.Hub.Tests;

/// <summary>Releases of agents: the shelf, the offer, the device's question, what the device reports.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly DeviceKey hubKey = DeviceKey.Create();
    private readonly TempFile temporary = new();

    public void Dispose()
    {
        hubKey.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public async Task Release_OfferedAndFetchedByTheEdgesOwnClient_IsThePackageByteForByte()
    {
        var package = Pack(7, "linux-arm64", hubKey);
        await using var city = await StartAsync();
        var device = await city.AdmitAsync("pi-1");
        Assert.Null(await FetchAsync(city, device, 0, "linux-arm64"));
        Assert.Equal(HttpStatusCode.OK, await OfferAsync(city, 7, TestCity.Admin));
        Assert.Equal(package, await FetchAsync(city, device, 6, "linux-arm64"));
        Assert.Null(await FetchAsync(city, device, 7, "linux-arm64"));
        Assert.Null(await FetchAsync(city, device, 6, "linux-x64"));
        Assert.Null(await FetchAsync(city, device, 6, "../x"));
        Assert.Equal(HttpStatusCode.OK, await OfferAsync(city, 0, TestCity.Admin));
        Assert.Null(await FetchAsync(city, device, 6, "linux-arm64"));
    }

    [Fact]
    public async Task Release_PackageThatTheBundleKeyDidNotSign_IsNotHandedOut()
    {
        using var stranger = DeviceKey.Create();
        Pack(7, "linux-arm64", stranger);
        File.Copy(Path.Combine(Shelf, ReleaseShelf.NameOf(7, "linux-arm64")), Path.Combine(Shelf, ReleaseShelf.NameOf(8, "linux-arm64")));
        await using var city = await StartAsync();
        var device = await city.AdmitAsync("pi-1");
        foreach (var number in new[] { 7, 8 })
        {
            Assert.Equal(HttpStatusCode.OK, await OfferAsync(city, number, TestCity.Admin));
            Assert.Null(await FetchAsync(city, device, 0, "linux-arm64"));
        }
    }

    [Fact]
    public async Task Offer_WrongRoleUnknownDeviceOrNumber_IsRefused()
    {
        Pack(7, "portable", hubKey);
        await using var city = await StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, await OfferAsync(city, 7, TestCity.Admin));
        var device = await city.AdmitAsync("pi-1");
        Assert.Equal(HttpStatusCode.Forbidden, await OfferAsync(city, 7, TestCity.Officer));
        Assert.Equal(HttpStatusCode.NotFound, await OfferAsync(city, 9, TestCity.Admin));
        var forger = new ReleaseClient(city.Client, city.Root, device.Id, TestCity.NewDevice("pi-1").Key, FakeTime.At(TestCity.Start));
        Assert.Equal("HTTP 401", await forger.FetchAsync(0, "portable", (_, _) => Task.CompletedTask));
    }

    [Fact]
    public async Task Devices_AgentReported_ShowsWhatRunsAndWhatFailedAlsoAfterReopenAndReplay()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(temporary.Path), TestCity.NewSetup());
        await city.Hub.AcceptAsync(device.Next(Running(device, 7, 1)));
        await city.Hub.AcceptAsync(device.Next(Running(device, 6, 0)));
        await city.Hub.AcceptAsync(device.Next(Fault(device, 1, "agent-rolled-back")));
        await city.Hub.ExecuteAsync(new Commands.OfferRelease("offer", device.Id, 8), TestCity.Admin);
        var expected = new DeviceAgent("0.6", 6, "portable", false, 7, "no commit in time");
        Assert.Equal(expected, city.Hub.Devices.Single().Agent);
        await city.DisposeAsync();
        await using var again = await TestCity.StartAsync(new SqliteCityStore(temporary.Path), TestCity.NewSetup());
        Assert.Equal((expected, 8), (again.Hub.Devices.Single().Agent, again.Hub.Devices.Single().Release));
        var replayed = await JournalReplay.RunAsync(TestCity.NewSetup(), again.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal((expected, 8), (await replayed.ReadAsync(DeviceDocuments.Kind.Query()).ToListAsync()).Select(d => (d.Agent, d.Release))
            .Single());
        await again.Hub.AcceptAsync(device.Next(Fault(device, 0, "agent-rolled-back")));
        Assert.Equal(0, again.Hub.Devices.Single().Agent.Failed);
    }

    [Fact]
    public async Task Devices_AskedByTheDutyRoom_ListsThem()
    {
        await using var city = await StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.Hub.AcceptAsync(device.Next(Running(device, 7, 0)));
        var (status, one) = await city.SendAsync(HttpMethod.Get, "devices/pi-1", TestCity.Officer);
        Assert.Equal((HttpStatusCode.OK, 7, "0.7"),
            (status, one.GetProperty("agent").GetProperty("number").GetInt64(), one.GetProperty("agent").GetProperty("version")
            .GetString()));
        var (_, all) = await city.SendAsync(HttpMethod.Get, "devices", TestCity.Officer);
        Assert.Equal(one.ToString(), Assert.Single(all.GetProperty("devices").EnumerateArray()).ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await city.SendAsync(HttpMethod.Get, "devices/pi-2", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await city.SendAsync(HttpMethod.Get, "devices", TestCity.Resident)).Status);
    }

    private string Shelf => Path.Combine(Path.GetDirectoryName(temporary.Path)!, "shelf");

    private Task<HttpCity> StartAsync() => HttpCity.StartAsync(configure: hub => hub.UseBundleKey(hubKey.Public).UseReleases(Shelf));

    private byte[] Pack(long number, string runtime, DeviceKey key)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Shelf, "content")).FullName;
        File.WriteAllText(Path.Combine(folder, "citykit-edge"), $"program {number}");
        var manifest = new ReleaseManifest("citykit-edge", "0.7", number, runtime, "citykit-edge", 2, ReleasePackage.Describe(folder));
        var file = Path.Combine(Shelf, ReleaseShelf.NameOf(number, runtime));
        using (var package = File.Create(file)) ReleasePackage.Write(SignedRelease.Sign(manifest, key), folder, package);
        return File.ReadAllBytes(file);
    }

    private static async Task<byte[]?> FetchAsync(HttpCity city, VirtualDevice device, long after, string runtime)
    {
        byte[]? fetched = null;
        var client = new ReleaseClient(city.Client, city.Root, device.Id, device.Key, FakeTime.At(TestCity.Start));
        Assert.Null(await client.FetchAsync(after, runtime, async (stream, cancel) =>
        {
            using var whole = new MemoryStream();
            await stream.CopyToAsync(whole, cancel);
            fetched = whole.ToArray();
        }));
        return fetched;
    }

    private static async Task<HttpStatusCode> OfferAsync(HttpCity city, long number, Actor actor)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { number }), Encoding.UTF8, "application/json");
        return (await city.SendAsync(HttpMethod.Put, "devices/pi-1/release", actor, body)).Status;
    }

    private static CityEvent Running(VirtualDevice device, long number, long trial) =>
        device.Event(EventKind.Running, "device", TestCity.Start, number, default, EventFlags.None,
        new EventField("version", $"0.{number}"), new EventField("runtime", "portable"), new EventField("trial", trial));

    private static CityEvent Fault(VirtualDevice device, long present, string reason) =>
        device.Event(EventKind.Fault, "device", TestCity.Start, present, default, EventFlags.None,
        new EventField("reason", reason), new EventField("version", 7), new EventField("detail", "no commit in time"));
}
