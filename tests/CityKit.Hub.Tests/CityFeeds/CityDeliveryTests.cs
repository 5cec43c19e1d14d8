using CityKit.Commands;
using CityKit.Delivering;
using CityKit.Hub.Tests.Support;
using CityKit.Partitions;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests.CityFeeds;

/// <summary>Notifications of all partitions of a city on their way to one channel.</summary>
public sealed class CityDeliveryTests
{
    private const int Count = 8;
    private const int Devices = 6;
    private readonly Dictionary<PartitionId, InMemoryCityStore> stores = PartitionId.All(Count)
        .ToDictionary(id => id, _ => new InMemoryCityStore());
    private readonly RecordingChannel channel = new();

    [Fact]
    public async Task Subscription_InACity_GetsEachNotificationOfEveryPartitionOnce()
    {
        await using var city = await StartAsync(new InMemoryDeliveryStore());
        var devices = await AdmitAsync(city);
        await city.SubscribeAsync("alerts", "desk", kinds: ["AlertRaised"]);
        city.Time.Advance(Duration.FromSeconds(1));
        foreach (var device in devices) await city.SmokeAsync(device);
        var sent = await TakeAsync(Devices);
        Assert.Equal(Devices, sent.Select(message => message.Key).Distinct().Count());
        Assert.InRange(sent.Select(message => message.Notification.Partition).Distinct().Count(), 2, Devices);
        await NotifyCity.UntilAsync(async () => (await city.Desk.ReadSubscriptionsAsync())[0] is { Behind: 0, Waiting: 0 });
        Assert.Equal(Count + 1, (await city.Desk.ReadSubscriptionsAsync())[0].Position!.Value.Parts.Length);
        Assert.Empty(channel.Rest());
    }

    [Fact] // it comes again with its key, and nothing else does
    public async Task Deliverer_KilledBetweenSendingAndNotingIt_SendsThatAgainAndGoesOn()
    {
        var (kept, sent) = (new DyingStore(), new List<OutgoingMessage>());
        VirtualDevice[] devices;
        await using (var city = await StartAsync(kept))
        {
            devices = await AdmitAsync(city);
            await city.SubscribeAsync("alerts", "desk", kinds: ["AlertRaised"]);
            city.Time.Advance(Duration.FromSeconds(1));
            foreach (var device in devices[..4]) await city.SmokeAsync(device);
            sent.AddRange(await TakeAsync(4));
            await NotifyCity.UntilAsync(async () => (await city.Desk.ReadSubscriptionsAsync())[0] is { Waiting: 0 });
            kept.IsDead = true;
            await city.SmokeAsync(devices[4]);
            sent.AddRange(await TakeAsync(1));
        }
        kept.IsDead = false;
        await using var again = await StartAsync(kept);
        again.Time.Advance(Duration.FromSeconds(1));
        await again.SmokeAsync(devices[5]);
        var rest = await TakeAsync(2);
        Assert.Equal(sent[4].Key, rest[0].Key);
        Assert.Equal(Devices, sent.Concat(rest).Select(message => message.Key).Distinct().Count());
        await NotifyCity.UntilAsync(async () => (await again.Desk.ReadSubscriptionsAsync())[0] is { Behind: 0, Waiting: 0 });
        Assert.Empty(channel.Rest());
    }

    private async Task<List<OutgoingMessage>> TakeAsync(int count)
    {
        var sent = new List<OutgoingMessage>();
        while (sent.Count < count) sent.Add(await channel.NextAsync());
        return sent;
    }

    private Task<NotifyCity> StartAsync(IDeliveryStore deliveries) => NotifyCity.StartAsync(
        notifications => notifications.UseStore(_ => deliveries).AddChannel("desk", _ => channel),
        place: city => city.UsePartitions(Count, (_, id) => stores[id]));

    /// <summary>Devices with a smoke contact, each in a compound of its own.</summary>
    private static async Task<VirtualDevice[]> AdmitAsync(NotifyCity city)
    {
        VirtualDevice[] devices = [.. Enumerable.Range(0, Devices).Select(i => TestCity.NewDevice($"d-{i}"))];
        var entries = devices.Select((device, i) =>
            $"{{\"device\": \"{device.Id}\", \"sensor\": \"smoke\", \"quantity\": \"smoke\", \"compound\": \"c-{i}\", \"validFrom\": \"2026-01-01T00:00:00Z\"}}");
        (await city.Hub.ExecuteAsync(
            new PutSensors("sensors", $"{{\"version\": 1, \"sensors\": [{string.Join(",", entries)}]}}"), TestCity.Admin)).OrThrow();
        foreach (var device in devices)
            (await city.Hub.ExecuteAsync(new AdmitDevice($"admit-{device.Id}", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();
        return devices;
    }

    /// <summary>Keeps what it has, and fails as a store does whose process is gone.</summary>
    private sealed class DyingStore : IDeliveryStore
    {
        private readonly InMemoryDeliveryStore inner = new();

        internal bool IsDead { get; set; }

        public ValueTask<DeliveryOpening> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

        public ValueTask KeepAsync(
            string subscription, FeedPosition position, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
            inner.KeepAsync(subscription, position, deliveries, cancellationToken);

        public ValueTask PutAsync(Delivery delivery, CancellationToken cancellationToken) => inner.PutAsync(delivery, cancellationToken);

        public ValueTask RemoveAsync(long id, CancellationToken cancellationToken) =>
            IsDead ? throw new IOException("gone") : inner.RemoveAsync(id, cancellationToken);

        public ValueTask ForgetAsync(string subscription, CancellationToken cancellationToken) =>
            inner.ForgetAsync(subscription, cancellationToken);

        public ValueTask<IReadOnlyList<Delivery>> ReadDeadAsync(long after, int limit, CancellationToken cancellationToken) =>
            inner.ReadDeadAsync(after, limit, cancellationToken);

        public ValueTask<long> CountDeadAsync(CancellationToken cancellationToken) => inner.CountDeadAsync(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
