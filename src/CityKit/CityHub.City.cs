using CityKit.Cases;
using CityKit.Commands;
using CityKit.Deciding;
using CityKit.Intake;
using CityKit.Observations;
using CityKit.Partitions;
using CityKit.Records;
using CityKit.Sensors.Register;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit;

/// <content>The hub of a city of many partitions.</content>
public sealed partial class CityHub
{
    /// <summary>
    /// The hub of a city: it reads over all partitions, decides nothing itself, and asks the partition that an input belongs to.
    /// </summary>
    /// <param name="hubs">Makes the hubs of partitions, and says what the city is made of.</param>
    /// <param name="partitions">Where they are.</param>
    /// <param name="reader">Reads over all of them.</param>
    public static CityHub OfCity(PartitionHubs hubs, IPartitions partitions, ICityReader reader)
    {
        ArgumentNullException.ThrowIfNull(hubs);
        ArgumentNullException.ThrowIfNull(partitions);
        ArgumentNullException.ThrowIfNull(reader);
        var logger = (ILogger?)hubs.Logger ?? NullLogger.Instance;
        return new CityHub(hubs.Setup, reader.All, hubs.Time, hubs.Logger, hubs.Meters,
            hub => new CityFront(hubs, partitions, reader, hub.writer, hub.commands, logger));
    }

    /// <summary>Which entries the register has of what is asked; a front asks all partitions.</summary>
    internal ValueTask<IReadOnlyList<Sensor>> FindSensorsAsync(SensorQuestion asked, CancellationToken cancellationToken) =>
        front?.FindSensorsAsync(asked, cancellationToken) ?? ValueTask.FromResult(asked.AnswerFrom(writer.Sensors));

    /// <summary>Takes in what a front noticed.</summary>
    /// <exception cref="IOException">The hub cannot store now.</exception>
    internal async ValueTask ObserveAsync(Observation seen, CancellationToken cancellationToken)
    {
        if (await writer.DecideAsync(new HubInput.Observe(seen), cancellationToken).ConfigureAwait(false) is null) throw Busy();
    }

    /// <summary>Keeps a piece of evidence whose files a front has put into the archive.</summary>
    /// <exception cref="IOException">The hub cannot store now.</exception>
    internal async ValueTask<CommandAnswer> KeepAsync(VeiledCommand veiled, CancellationToken cancellationToken)
    {
        var known = (await store.FindSubjectsAsync([.. veiled.Personal.Subjects.Select(subject => subject.Key.Id)], cancellationToken)
            .ConfigureAwait(false)).Select(subject => subject.Id).ToHashSet();
        var missing = veiled.Personal with
        {
            Subjects = [.. veiled.Personal.Subjects.Where(subject => !known.Contains(subject.Key.Id))],
        };
        return await DecideAsync(veiled with { Personal = missing }).WaitAsync(cancellationToken).ConfigureAwait(false) as CommandAnswer
            ?? throw Busy();
    }
}
