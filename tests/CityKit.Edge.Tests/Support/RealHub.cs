using System.Diagnostics.Metrics;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Outbox;
using CityKit.Journal;
using CityKit.Sqlite;
using CityKit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Edge.Tests.Support;

/// <summary>
/// The hub itself, behind Kestrel on the loopback with its store on the disk, and a device's key that it has admitted. What arrived is read
/// from its journal.
/// </summary>
internal sealed class RealHub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DeviceKey key;
    private readonly Meter meter = new("CityKit.Edge.Tests.RealHub");

    private RealHub(WebApplication app, DeviceKey key) => (this.app, this.key) = (app, key);

    internal CityHub Hub => app.Services.GetRequiredService<CityHub>();

    internal static async Task<RealHub> StartAsync(TempFolder folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(FakeTime.At(Samples.Zero + Duration.FromHours(2)));
        builder.Services.AddCityKit(city => city.UseSqlite(folder.File("city.db")).UseRules(Rules).UseSensors(Sensors));
        builder.Services.AddCityKitKeys();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapCityKit();
        await app.StartAsync();
        var hub = new RealHub(app, DeviceKey.Create());
        (await hub.Hub.ExecuteAsync(new AdmitDevice("admit", Samples.Device, hub.key.Public), Actor.Of("admin", "it", Role.Administrator)))
            .OrThrow();
        return hub;
    }

    /// <summary>Sends everything that may go.</summary>
    internal async Task DrainAsync(EventOutbox outbox, BatchLimits? batch = null, HttpMessageHandler? through = null)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var http = new HttpClient(through ?? new SocketsHttpHandler());
        var options = new ForwarderOptions
        {
            Hub = new Uri(app.Urls.First()), Batch = batch ?? BatchLimits.Max, FirstRetry = TimeSpan.FromMilliseconds(1),
            LongestRetry = TimeSpan.FromMilliseconds(4), SlowRetry = TimeSpan.FromMilliseconds(8),
        };
        var forwarder = new Forwarder(outbox, key, http, options, TimeProvider.System, new Random(1), NullLogger<Forwarder>.Instance,
            meter);
        var running = forwarder.RunAsync(stop.Token);
        await forwarder.DrainAsync(stop.Token);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>Every event in the order of its arrival, with the wall time the batch gave it.</summary>
    internal async Task<List<(OutboxId Outbox, Lane Lane, CityEvent Event, Instant? At)>> TakenAsync()
    {
        var taken = new List<(OutboxId, Lane, CityEvent, Instant?)>();
        await foreach (var entry in Hub.Store.ReadJournalAsync(0, default))
        {
            if (entry.Kind != JournalKind.Batch) continue;
            var batch = BatchCodec.Decode(SignedBatch.Decode(entry.Payload, out _)!.Batch, WireLimits.Default, out _)!;
            var clocks = batch.Header.Boots.ToDictionary(b => b.Ordinal);
            taken.AddRange(batch.Events.Select(e =>
                (batch.Header.Outbox, batch.Header.Lane, e.Event!, clocks[e.Event!.Time.Boot].ToInstant(e.Event.Time.Nanoseconds))));
        }
        return taken;
    }

    internal Task<List<Alert>> AlertsAsync() => Hub.Store.ReadAlertsAsync(default).ToListAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
        meter.Dispose();
    }

    private static readonly byte[] Rules = Encoding.UTF8.GetBytes("""
        {"version": 1, "rules": [{"id": "door", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
           "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}, "notify": ["duty-desk"],
                    "lead": {"profile": "property-order", "class": "GB/T 47678.5-2026:matter:10999", "automatic": true}}}]}
        """);

    private static readonly byte[] Sensors = Encoding.UTF8.GetBytes("""
        {"version": 1, "sensors": [
          {"device": "pi-01", "sensor": "door", "quantity": "smoke", "compound": "c", "building": "1", "entrance": "1", "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-01", "sensor": "water", "quantity": "water", "unit": "L", "perUnit": 1, "compound": "c", "validFrom": "2026-01-01T00:00:00Z"}]}
        """);
}
