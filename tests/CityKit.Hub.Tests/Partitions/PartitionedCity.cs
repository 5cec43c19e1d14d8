using CityKit.Cases;
using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Partitions;
using CityKit.Privacy;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>The invented city in many partitions, all of them in memory.</summary>
internal sealed class PartitionedCity : IAsyncDisposable
{
    internal const int Count = 8;

    private PartitionedCity(HubSetup setup, UnionReader reader, FakeTimeProvider time, bool inBytes)
    {
        (Reader, Time) = (reader, time);
        var hubs = new PartitionHubs(Count, setup with { Keys = reader.OneSubject(setup.Keys, time) }, reader.Of, time);
        Local = new LocalPartitions(hubs);
        NewFront = () => CityHub.OfCity(hubs, new AskedPartitions(this, inBytes), reader);
        Front = NewFront();
    }

    /// <summary>Another node's front over the same partitions.</summary>
    internal Func<CityHub> NewFront { get; }

    internal UnionReader Reader { get; }

    /// <summary>What the front asked, of which partition, and when.</summary>
    internal List<(PartitionId Partition, Instant At, PartitionCall Call)> Asked { get; } = [];

    /// <summary>The partitions that no hub has now.</summary>
    internal HashSet<PartitionId> Away { get; } = [];

    internal FakeTimeProvider Time { get; }

    internal LocalPartitions Local { get; }

    /// <summary>The city's hub.</summary>
    internal CityHub Front { get; }

    internal static async Task<PartitionedCity> StartAsync(
        HubSetup? setup = null, UnionReader? reader = null, FakeTimeProvider? time = null, bool inBytes = false)
    {
        var city = new PartitionedCity(setup ?? TestCity.NewSetup(), reader ?? NewReader(), time ?? FakeTime.At(TestCity.Start), inBytes);
        await city.Local.StartAsync(default);
        await city.Front.StartAsync();
        return city;
    }

    internal static UnionReader NewReader()
    {
        var stores = PartitionId.All(Count).ToDictionary(id => id, _ => new InMemoryCityStore());
        return new UnionReader(Count, id => stores[id]);
    }

    internal async Task<VirtualDevice> AdmitAsync(string id)
    {
        var device = TestCity.NewDevice(id);
        (await Front.ExecuteAsync(new AdmitDevice($"admit-{id}", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();
        return device;
    }

    internal async Task<CommandAnswer> DoAsync(Modules.HubCommand command, Actor? actor = null) =>
        await Front.ExecuteAsync(command, actor ?? TestCity.Admin);

    /// <summary>The partitions whose journals have an entry of a kind.</summary>
    internal async Task<PartitionId[]> WithEntriesAsync(Journal.JournalKind kind)
    {
        var found = new List<PartitionId>();
        foreach (var id in PartitionId.All(Count))
            if (await Reader.Of(id).ReadJournalAsync(0, default).AnyAsync(entry => entry.Kind == kind)) found.Add(id);
        return [.. found];
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await Local.DisposeAsync();
    }

    /// <summary>Takes down what is asked, and asks hubs of this process, or as those of another are asked: in bytes.</summary>
    private sealed class AskedPartitions(PartitionedCity city, bool inBytes) : IPartitions
    {
        public int Count => city.Local.Count;

        public async ValueTask<object> AskAsync(PartitionId partition, PartitionCall call, CancellationToken cancellationToken)
        {
            if (city.Away.Contains(partition)) throw new IOException($"No hub has the partition {partition}.");
            lock (city.Asked) city.Asked.Add((partition, city.Time.Now, call));
            return inBytes ? call.ReadAnswer(await city.Local.Hub(partition).AnswerAsync(call.ToBytes(), cancellationToken))
                : await city.Local.AskAsync(partition, call, cancellationToken);
        }
    }
}
