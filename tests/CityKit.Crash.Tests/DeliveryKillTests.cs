using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CityKit.BuiltIn;
using CityKit.Delivery.KillTarget;
using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Webhooks;
using NodaTime;
using Xunit.Abstractions;

namespace CityKit.Crash.Tests;

/// <summary>
/// A hub in a process of its own, SIGKILL while it delivers to a real webhook that fails now and then: nothing is lost, nothing comes first
/// out of order, and what comes again has the same key and content. CITYKIT_KILLS (default 4) says how many kills,
/// CITYKIT_SEED repeats a run.
/// </summary>
public sealed class DeliveryKillTests(ITestOutputHelper output)
{
    private const int NotificationsAKill = 80; // more than a life can deliver before it is killed
    private const int MostDelivered = 40;
    private const int MostMilliseconds = 20;
    private static readonly int Kills = Number("CITYKIT_KILLS", 4);
    private static readonly int Seed = Number("CITYKIT_SEED", Random.Shared.Next());

    [Fact]
    public async Task Deliverer_KilledAtRandomMoments_DeliversEachAtLeastOnceUnderOneKey()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(Seed);
        await using var receiver = await WebhookReceiver.StartAsync(_ => Failure());
        for (var kill = 0; kill < Kills; kill++) await KillAsync(Start(), random.Next(1, MostDelivered), random.Next(MostMilliseconds));
        using (var last = Start())
        {
            await last.WaitForExitAsync();
            Assert.Equal(0, last.ExitCode);
        }
        var received = receiver.Requests;
        output.WriteLine($"seed {Seed}: {Kills} kills, {received.Count} requests, {received.DistinctBy(r => r.Id).Count()} notifications");
        Assert.All(received, CheckSignature);
        Assert.All(received.GroupBy(r => r.Id), same => Assert.Single(same.Select(r => Convert.ToHexString(r.Body)).Distinct()));
        Assert.Equal(await NumbersAsync(folder.Data.Path), received.DistinctBy(r => r.Id).Select(NumberOf)); // all of them, first in order

        Process Start() => Process.Start(new ProcessStartInfo("dotnet",
            [typeof(DeliveringHub).Assembly.Location, folder.Data.Path, receiver.Url.ToString(), $"{Kills * NotificationsAKill}"]))!;

        async Task KillAsync(Process hub, int after, int milliseconds)
        {
            using var ending = hub;
            for (var from = receiver.Requests.Count; receiver.Requests.Count < from + after; await Task.Delay(5))
                Assert.False(hub.HasExited);
            await Task.Delay(milliseconds);
            hub.Kill();
            await hub.WaitForExitAsync();
            Assert.NotEqual(0, hub.ExitCode);
        }
    }

    /// <summary>One answer in eight is lost: the receiver has the message and says that it failed.</summary>
    private static int Failure() => Random.Shared.Next(8) == 0 ? 503 : 200;

    /// <summary>At the time that it names: many kills take longer than a signature is good for.</summary>
    private static void CheckSignature(WebhookRequest request) => Assert.True(WebhookSignature.Verify(DeliveringHub.Secret, request.Id,
        request.Timestamp, request.Signatures, request.Body,
        Instant.FromUnixTimeSeconds(long.Parse(request.Timestamp, CultureInfo.InvariantCulture))));

    /// <summary>The numbers that the hub's feed has, from the subscription on.</summary>
    private static async Task<IEnumerable<long>> NumbersAsync(string folder)
    {
        await using var store = new SqliteCityStore(Path.Combine(folder, "city.db"));
        store.OpenReadOnly(HubDocuments.Kinds);
        var feed = await store.ReadNotificationsAsync(0, 1_000_000, default);
        return feed.SkipWhile(n => n.Subject != "all").Select(n => n.Number);
    }

    private static long NumberOf(WebhookRequest request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty("data").GetProperty("number").GetInt64();
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
