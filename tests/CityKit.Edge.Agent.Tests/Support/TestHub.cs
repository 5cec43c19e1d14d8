using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using CityKit.AspNetCore;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Tests.Support;

/// <summary>A real hub on a real port, with the rules of the tests; tells the events it took.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly Channel<CityEvent> taken = Channel.CreateUnbounded<CityEvent>();
    private readonly WebApplication app;

    private TestHub(WebApplication app) => this.app = app;

    internal Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal CityHub Hub => app.Services.GetRequiredService<CityHub>();

    /// <summary>Starts one that knows the installation's device.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="bundleKey">What bundles are signed with; null for none.</param>
    /// <param name="certificate">What it shows over TLS; null for none.</param>
    internal static async Task<TestHub> StartAsync(Installation installation, DevicePublicKey? bundleKey = null,
        X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (certificate is null) builder.WebHost.UseUrls("http://127.0.0.1:0");
        else builder.WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(certificate)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddCityKitKeys([]);
        builder.Services.AddCityKit(city =>
        {
            city.UseInMemory().UseRules(File.ReadAllBytes(installation.At("rules.json")))
                .UseSensors(File.ReadAllBytes(installation.At("sensors.json")));
            if (bundleKey is not null) city.UseBundleKey(bundleKey).UseReleases(installation.At("shelf"));
        });
        var hub = new TestHub(builder.Build());
        hub.app.Use(hub.ListenAsync);
        hub.app.UseAuthentication();
        hub.app.UseAuthorization();
        hub.app.MapCityKit();
        await hub.app.StartAsync();
        await hub.AdmitAsync("admit", installation.Enroll());
        installation.UseHub(hub.Address);
        return hub;
    }

    /// <summary>Admits the device with a key.</summary>
    internal async Task AdmitAsync(string command, DevicePublicKey key) =>
        await Hub.ExecuteAsync(new AdmitDevice(command, Installation.Device, key),
            Actor.Of("admin-1", "Administration", Role.Administrator));

    /// <summary>Offers the device a configuration.</summary>
    internal async Task PublishAsync(SignedBundle bundle)
    {
        var answer = await Hub.ExecuteAsync(new PublishBundle($"publish-{bundle.Content.Version}", bundle),
            Actor.Of("admin-1", "Administration", Role.Administrator));
        Assert.Null(answer.Refusal);
    }

    /// <summary>Offers the device a release of its agent.</summary>
    internal async Task OfferAsync(long number)
    {
        var answer = await Hub.ExecuteAsync(new OfferRelease($"offer-{number}", Installation.Device, number),
            Actor.Of("admin-1", "Administration", Role.Administrator));
        Assert.Null(answer.Refusal);
    }

    /// <summary>What the hub knows of the device.</summary>
    internal CityKit.Devices.DeviceRecord Device => Hub.Devices.Single(d => d.Id == Installation.Device);

    /// <summary>Waits for an event that the hub took; those before it are passed over.</summary>
    internal async Task<CityEvent> TakesAsync(Func<CityEvent, bool> wanted)
    {
        using var patience = new CancellationTokenSource(AgentProcess.Patience);
        var passed = new List<CityEvent>();
        try
        {
            while (true)
            {
                var next = await taken.Reader.ReadAsync(patience.Token);
                if (wanted(next)) return next;
                passed.Add(next);
            }
        }
        catch (OperationCanceledException never)
        {
            throw new InvalidOperationException($"The hub never took it, but:\n{string.Join('\n', passed)}", never);
        }
    }

    internal Task<CityEvent> TakesContactAsync(string sensor, long value) =>
        TakesAsync(e => e.Kind == EventKind.Contact && e.Sensor.Value == sensor && e.Value == value);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ListenAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Request.Body.Position = 0;
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status200OK) Tell(body.ToArray());
    }

    private void Tell(byte[] body)
    {
        if (SignedBatch.Decode(body, out _) is not { } signed
            || BatchCodec.Decode(signed.Batch, WireLimits.Default, out _) is not { } batch)
            return;
        foreach (var one in batch.Events) taken.Writer.TryWrite(one.Event!);
    }
}
