using System.Net;
using CityKit.Cases;
using CityKit.Core.Signing;
using CityKit.Hub.Tests.Support;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class BundleHttpTests : IDisposable
{
    private readonly DeviceKey hubKey = DeviceKey.Create();

    public void Dispose() => hubKey.Dispose();

    [Fact]
    public async Task Bundle_PublishedAndFetched_IsTheSameBytes()
    {
        await using var city = await HttpCity.StartAsync(configure: hub => hub.UseBundleKey(hubKey.Public));
        var device = await city.AdmitAsync("pi-1");
        var bundle = Sign("pi-1", 2);
        Assert.Equal(HttpStatusCode.OK, await PutAsync(city, "pi-1", bundle));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(city, "pi-1", bundle));
        var (status, body) = await GetAsync(city, device, new BundleRequest(device.Id, 1, TestCity.Start));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(bundle.Encode(), body);
        Assert.Equal((HttpStatusCode.NoContent, 0), await StatusAsync(city, device, new BundleRequest(device.Id, 2, TestCity.Start)));
    }

    [Fact]
    public async Task Bundle_FetchedByTheEdgesOwnClient_IsTheSameBytes()
    {
        await using var city = await HttpCity.StartAsync(configure: hub => hub.UseBundleKey(hubKey.Public));
        var device = await city.AdmitAsync("pi-1");
        var client = new Edge.Bundles.BundleClient(city.Client, city.Root, device.Id, device.Key, FakeTime.At(TestCity.Start));
        Assert.Equal(Edge.Bundles.BundleFetch.NoneNewer, await client.FetchAsync(0));
        var bundle = Sign("pi-1", 1);
        Assert.Equal(HttpStatusCode.OK, await PutAsync(city, "pi-1", bundle));
        Assert.Equal(bundle.Encode(), (await client.FetchAsync(0)).Envelope!.Value.ToArray());
        Assert.Equal(Edge.Bundles.BundleFetch.NoneNewer, await client.FetchAsync(1));
        var late = new Edge.Bundles.BundleClient(
            city.Client, city.Root, device.Id, device.Key, FakeTime.At(TestCity.Start + Duration.FromMinutes(6)));
        Assert.Equal("HTTP 401", (await late.FetchAsync(0)).Trouble);
    }

    [Fact]
    public async Task Bundle_AskedByWhoIsNotTheDevice_Is401Or403()
    {
        await using var city = await HttpCity.StartAsync(configure: hub => hub.UseBundleKey(hubKey.Public));
        var device = await city.AdmitAsync("pi-1");
        var (stranger, forger) = (TestCity.NewDevice("pi-2"), TestCity.NewDevice("pi-1"));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await StatusAsync(city, stranger, new BundleRequest(stranger.Id, 0, TestCity.Start))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await StatusAsync(city, forger, new BundleRequest(forger.Id, 0, TestCity.Start))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await StatusAsync(city, device, new BundleRequest(device.Id, 0, TestCity.Start - Duration.FromHours(1)))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.SendAsync(HttpMethod.Get, "devices/pi-1/bundle?after=0", null)).Status);
    }

    [Fact]
    public async Task Put_NotPublishable_IsRefused()
    {
        await using var city = await HttpCity.StartAsync(configure: hub => hub.UseBundleKey(hubKey.Public));
        await city.AdmitAsync("pi-1");
        Assert.Equal(HttpStatusCode.Unauthorized, await PutAsync(city, "pi-1", Sign("pi-1", 1), null));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(city, "pi-1", Sign("pi-1", 1), TestCity.Officer));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(city, "pi-2", Sign("pi-1", 1)));
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(city, "pi-2", Sign("pi-2", 1)));
        using var garbage = new ByteArrayContent([1, 2, 3]);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await city.SendAsync(HttpMethod.Put, "devices/pi-1/bundle", TestCity.Admin, garbage)).Status);
        using var large = new ByteArrayContent(new byte[ConfigurationBundle.MaxBytes + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            (await city.SendAsync(HttpMethod.Put, "devices/pi-1/bundle", TestCity.Admin, large)).Status);
    }

    private SignedBundle Sign(string device, long version) =>
        SignedBundle.Sign(new ConfigurationBundle(
            version, Core.DeviceId.Parse(device), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()), hubKey);

    private static Task<HttpStatusCode> PutAsync(HttpCity city, string device, SignedBundle bundle) =>
        PutAsync(city, device, bundle, TestCity.Admin);

    private static async Task<HttpStatusCode> PutAsync(HttpCity city, string device, SignedBundle bundle, Actor? actor)
    {
        using var body = new ByteArrayContent(bundle.Encode());
        return (await city.SendAsync(HttpMethod.Put, $"devices/{device}/bundle", actor, body)).Status;
    }

    private static async Task<(HttpStatusCode Status, int Length)> StatusAsync(HttpCity city, VirtualDevice device, BundleRequest request)
    {
        var (status, body) = await GetAsync(city, device, request);
        return (status, body.Length);
    }

    private static async Task<(HttpStatusCode Status, byte[] Body)> GetAsync(HttpCity city, VirtualDevice device, BundleRequest question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(city.Root, question.Path));
        request.Headers.Add(BundleRequest.DeviceHeader, question.Device.Value);
        request.Headers.Add(BundleRequest.DateHeader, question.DateText);
        request.Headers.Add(BundleRequest.SignatureHeader, question.Sign(device.Key));
        using var response = await city.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }
}
