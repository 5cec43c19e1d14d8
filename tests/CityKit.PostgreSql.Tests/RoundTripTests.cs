using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Setup;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;
using Npgsql;

namespace CityKit.PostgreSql.Tests;

/// <summary>How often a hub goes to the server and back for a group of inputs, by what Npgsql reports of each.</summary>
public sealed class RoundTripTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Devices = 10;

    [PostgresFact] // reads were one round trip for each kind of thing: 4 in all
    public async Task TenBatches_ThatRaiseAlertsAndLeads_AreOneReadAndOneCommit() => Assert.Equal(2, await TripsAsync(
        (device, at) => [device.Contact("smoke", at), device.Detection(at)]));

    [PostgresFact]
    public async Task TenBatches_ThatRaiseNothing_AreOneCommit() =>
        Assert.Equal(1, await TripsAsync((device, at) => [device.Heartbeat(at)]));

    /// <summary>The round trips of one group of ten batches, of a device each.</summary>
    private async Task<int> TripsAsync(Func<VirtualDevice, Instant, CityEvent[]> events)
    {
        var store = new GatedStore(database.Store(database.NewPartition()));
        var setup = TestCity.NewSetup() with { Configuration = new HubConfiguration(TestCity.Rules, Sensors()) };
        await using var city = await TestCity.StartAsync(store, setup);
        var devices = new List<VirtualDevice>();
        for (var n = 0; n < Devices; n++) devices.Add(await city.AdmitAsync($"pi-{n}"));
        city.Time.Advance(Duration.FromMinutes(1));
        store.Close();
        var first = city.AdmitAsync("pi-first");
        await store.Reached.Task;
        var batches = devices.Select(device => city.Hub.AcceptAsync(device.Next(events(device, city.Time.Now))).AsTask()).ToArray();
        return await CountAsync(async () =>
        {
            store.Open();
            await first;
            Assert.All(await Task.WhenAll(batches), answer => Assert.Equal(BatchStatus.Synced, answer.Status));
        }) - 1; // the first one's commit
    }

    /// <summary>Npgsql reports a batch once, as a command. It does so for the tests beside this one too, on their own threads.</summary>
    private async Task<int> CountAsync(Func<Task> act)
    {
        var (count, name) = (0, new NpgsqlConnectionStringBuilder(database.ConnectionString).Database);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = trip =>
            {
                if (trip.GetTagItem("db.namespace") as string == name && !IsNotice(trip)) Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        return count;
    }

    /// <summary>What tells other processes of a commit goes on its own connection, sooner or later: no input waits for it.</summary>
    private static bool IsNotice(Activity trip) =>
        trip.GetTagItem("db.query.text") is string text && text.Contains("pg_notify", StringComparison.Ordinal);

    private static byte[] Sensors() => Encoding.UTF8.GetBytes("{\"version\": 1, \"sensors\": ["
        + string.Join(',', Enumerable.Range(0, Devices).SelectMany(n => (string[])[Sensor(n, "smoke"), Sensor(n, "fall")])) + "]}");

    private static string Sensor(int n, string quantity) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"device": "pi-{{n}}", "sensor": "{{quantity}}", "quantity": "{{quantity}}",
         "place": {"longitude": 120.411, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"}
        """);
}
