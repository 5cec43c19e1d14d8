using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Live;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>
/// What decides in the place of a hub that is a city's front (门面): the hub of the partition that an input belongs to. Every call throws an
/// <see cref="IOException"/> while no hub has that partition, or the store cannot be read.
/// </summary>
internal interface IHubFront
{
    /// <summary>Whether it has started and reads what is in force.</summary>
    bool IsRunning { get; }

    /// <summary>
    /// Whether what is in force could not be read the last time, or a partition of this process could not store its last commit.
    /// </summary>
    bool IsFailing { get; }

    /// <summary>
    /// Completes when another hub has claimed the store of a partition of this process; of others somebody else takes care.
    /// </summary>
    Task Lost { get; }

    /// <summary>The notifications of all partitions.</summary>
    IFeedSource Feed { get; }

    /// <summary>All devices as they are stored now.</summary>
    IReadOnlyList<DeviceRecord> Devices { get; }

    /// <summary>Its partitions, to read each alone.</summary>
    PartitionReads Partitions { get; }

    Task StartAsync(CancellationToken cancellationToken);

    Task StopAsync();

    /// <summary>Checks a batch as far as the device's key goes, and has its partition decide it.</summary>
    ValueTask<BatchAnswer> AcceptAsync(
        ReadOnlyMemory<byte> envelope, SignedBatch signed, DeviceId device, CancellationToken cancellationToken);

    /// <summary>Has each partition take the rows of its sensors; the counts are added up.</summary>
    ValueTask<FeedAnswer> AcceptAsync(FeedBatch batch, CancellationToken cancellationToken);

    /// <summary>A device as it is stored now, and whether it signed something.</summary>
    ValueTask<(DeviceRecord? Device, bool IsSigned)> FindNowAsync(
        DeviceId device, ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken);

    /// <summary>Has a command decided where it belongs.</summary>
    ValueTask<CommandAnswer> ExecuteAsync(
        HubCommand command, Actor actor, CommandRoad road, PersonalData? data, CancellationToken cancellationToken);

    /// <summary>Has a piece of evidence kept.</summary>
    Task<object?> KeepAsync(VeiledCommand veiled);

    /// <summary>The store of the partition that a document is in, with its journal, and what its hub decides with.</summary>
    ValueTask<(ICityStore Store, HubSetup Setup)> HomeOfAsync(DocumentKey document, CancellationToken cancellationToken);

    /// <summary>Has something that was noticed stored.</summary>
    Task ObserveAsync(Observation seen, CancellationToken cancellationToken);

    /// <summary>Has every partition do what has fallen due.</summary>
    ValueTask TickAsync(CancellationToken cancellationToken);

    /// <summary>What each partition noted of a reading of personal data.</summary>
    ValueTask<IReadOnlyList<PersonalRead>> FindReadsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Asks all partitions for entries of the register.</summary>
    ValueTask<IReadOnlyList<Sensor>> FindSensorsAsync(SensorQuestion asked, CancellationToken cancellationToken);
}
