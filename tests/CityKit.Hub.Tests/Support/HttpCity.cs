using System.Net;
using System.Text;
using System.Text.Json;
using CityKit.AspNetCore;
using CityKit.AspNetCore.Keys;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Hosting;
using CityKit.Journal;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CityKit.Hub.Tests.Support;

/// <summary>The hub behind a real Kestrel on a free port of the loopback, with a key for each of the test city's people.</summary>
internal sealed class HttpCity : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;

    private readonly ErrorLog log;

    private HttpCity(WebApplication app, ErrorLog log)
    {
        (this.app, this.log) = (app, log);
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/citykit/v1/") };
    }

    internal HttpClient Client => client;

    internal required FakeTimeProvider Time { get; init; }

    internal IServiceProvider Services => app.Services;

    internal Uri Root => new(app.Urls.First() + "/");

    /// <summary>What was logged as an error so far.</summary>
    internal IReadOnlyList<string> Errors => log.Errors;

    /// <summary>Everything that was logged so far, from the most detailed level.</summary>
    internal IReadOnlyList<string> Log => log.Lines;

    internal CityHub Hub => app.Services.GetRequiredService<CityHub>();

    internal static async Task<HttpCity> StartAsync(
        ICityStore? store = null, Action<CityKitBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var log = new ErrorLog();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        var time = FakeTime.At(TestCity.Start);
        builder.Services.AddSingleton<TimeProvider>(time);
        var setup = TestCity.NewSetup();
        builder.Services.AddCityKit(city =>
        {
            city.UseStore(_ => store ?? new InMemoryCityStore()).UseKeys(TestCity.Keys, null).UseRules(TestCity.Rules)
                .UseSensors(TestCity.Sensors).UseGrids(setup.Grids!);
            configure?.Invoke(city);
        });
        Actor[] people = [TestCity.Admin, TestCity.Officer, TestCity.Resident, TestCity.Manager,
            Actor.Of("gas-1", "gas company", Role.Utility)];
        builder.Services.AddCityKitKeys(people.Select(p => new CityKitKey(KeyOf(p), p)));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapCityKit();
        await app.StartAsync();
        return new HttpCity(app, log) { Time = time };
    }

    internal static string KeyOf(Actor actor) => $"invented-key-of-{actor.Id}";

    /// <summary>Sends a request; JSON comes back, or an empty object for an empty body.</summary>
    internal async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(
        HttpMethod method, string path, Actor? actor, HttpContent? body = null)
    {
        var (status, text) = await SendForTextAsync(method, path, actor, body);
        using var document = JsonDocument.Parse(text.Length == 0 ? "{}" : text);
        return (status, document.RootElement.Clone());
    }

    internal async Task<(HttpStatusCode Status, string Text)> SendForTextAsync(
        HttpMethod method, string path, Actor? actor, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (actor is not null) request.Headers.Add("CityKit-Key", KeyOf(actor));
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a request with whatever is shown as a key.</summary>
    internal async Task<HttpResponseMessage> ShowAsync(string key, string path = "items")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("CityKit-Key", key);
        return await client.SendAsync(request);
    }

    /// <summary>Calls an endpoint without the wire, with a body of the test's own.</summary>
    internal async Task<HttpContext> CallAsync(string route, Actor actor, Stream body, long claimed)
    {
        var endpoint = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .First(e => e.RoutePattern.RawText == "/citykit/v1/" + route
                && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods is ["POST"] or ["PUT"]);
        var context = new DefaultHttpContext { RequestServices = app.Services, User = ActorClaims.ToPrincipal(actor, "test") };
        (context.Request.Body, context.Request.ContentLength, context.Response.Body) = (body, claimed, new MemoryStream());
        foreach (var name in endpoint.RoutePattern.Parameters) context.Request.RouteValues[name.Name] = "pi-1";
        await endpoint.RequestDelegate!(context);
        return context;
    }

    internal Task StopAsync() => app.StopAsync();

    internal Task<(HttpStatusCode Status, JsonElement Json)> GetAsync(string path, Actor actor) => SendAsync(HttpMethod.Get, path, actor);

    internal Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(string path, Actor actor, string json) =>
        SendAsync(HttpMethod.Post, path, actor, Text(json));

    internal Task<(HttpStatusCode Status, JsonElement Json)> BatchAsync(byte[] envelope) =>
        SendAsync(HttpMethod.Post, "batches", null, new ByteArrayContent(envelope));

    internal async Task<VirtualDevice> AdmitAsync(string id)
    {
        var device = TestCity.NewDevice(id);
        var (status, json) = await AdmitAsync(device, TestCity.Admin);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        return device;
    }

    internal Task<(HttpStatusCode Status, JsonElement Json)> AdmitAsync(VirtualDevice device, Actor actor) =>
        SendAsync(HttpMethod.Put, $"devices/{device.Id}", actor,
            Text($$"""{"publicKey": "{{Convert.ToBase64String(device.Key.Public.Info.Span)}}"}"""));

    internal static StringContent Text(string json) => new(json, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}
