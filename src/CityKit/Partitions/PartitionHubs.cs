using System.Diagnostics.Metrics;
using CityKit.Privacy;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;

namespace CityKit.Partitions;

/// <summary>Makes the hubs of a city's partitions, each with its slice of the configuration (分区中枢).</summary>
/// <param name="count">How many partitions there are, beside the city's own.</param>
/// <param name="setup">What the city is made of.</param>
/// <param name="stores">Makes the store of a partition.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where hubs log; null for nowhere.</param>
/// <param name="meters">Makes the counters; each hub's have the tag <c>citykit.partition</c>. Null for none.</param>
public sealed class PartitionHubs(int count, HubSetup setup, Func<PartitionId, ICityStore> stores, TimeProvider time,
    ILogger<CityHub>? logger = null, IMeterFactory? meters = null)
{
    private readonly Lazy<SensorSlices> slices = new(() => new SensorSlices(setup, count));

    /// <summary>How many there are, beside the city's own.</summary>
    public int Count => count;

    /// <summary>What the city is made of.</summary>
    public HubSetup Setup => setup;

    internal TimeProvider Time => time;

    internal ILogger<CityHub>? Logger => logger;

    internal IMeterFactory? Meters => meters;

    /// <summary>The hub of a partition, not started yet: who calls starts it, and stops it when <see cref="CityHub.Lost"/>.</summary>
    /// <remarks>
    /// It has all rules, the policy, profiles, calendar and grids, and the sensors that belong to it. Numbers of its work items have its
    /// name before the year, such as CK007-2026-000123, and C for the city's own partition: so they are unique in the city.
    /// </remarks>
    public CityHub Create(PartitionId partition)
    {
        var hub = new CityHub(SetupOf(partition), stores(partition), time, logger, meters);
        if (partition.IsCity) hub.Relay = new CityRelay(hub, () => Around, setup.Options.Limits, time, logger);
        return hub;
    }

    /// <summary>
    /// Starts the hub of a partition in memory and ends it: nothing is kept of it. A process that has just started is then as quick with
    /// the first partition that it takes over as with every other, which would be silent while code is compiled.
    /// </summary>
    /// <param name="partition">One of those with sensors, for the most of what is to come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The configuration has errors.</exception>
    public async Task WarmUpAsync(PartitionId partition, CancellationToken cancellationToken)
    {
        var alone = SetupOf(partition) with { Keys = MasterKeys.CreateInMemory(), ErasureLog = null, Evidence = null };
        var hub = new CityHub(alone, new InMemoryCityStore(), time);
        await using var _ = hub.ConfigureAwait(false);
        await hub.StartAsync(cancellationToken).ConfigureAwait(false);
        await hub.TickAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The other partitions of the city, and what reads them, as this process knows them; null before its front has started.
    /// </summary>
    internal (IPartitions Partitions, ICityReader Reader)? Around { get; set; }

    /// <summary>What the hub of a partition decides with.</summary>
    internal HubSetup SetupOf(PartitionId partition) => setup with
    {
        ErasureLog = setup.ErasureLog?.Of($"{partition}"),
        Configuration = setup.Configuration with
        {
            Sensors = HubConfiguration.NoSensors, Share = partition.IsCity ? RuleShare.City : RuleShare.Local,
        },
        Slice = new SetupSlice($"{partition}", $"{setup.Options.NumberPrefix}{(partition.IsCity ? "C" : partition)}-",
            admitted => slices.Value.Of(partition, admitted)),
    };
}
