using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CityKit.Commands;
using CityKit.Deciding;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Records;
using CityKit.Relaying;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;

namespace CityKit;

/// <content>The hub of a city of many partitions.</content>
public sealed partial class CityHub
{
    /// <summary>A hub that is a city's front: it reads, and something else decides.</summary>
    internal static CityHub WithFront(HubSetup setup, ICityStore store, TimeProvider time, ILogger<CityHub>? logger, IMeterFactory? meters,
        Func<HubWriter, CommandJson, IHubFront> newFront) => new(setup, store, time, logger, meters, newFront);

    /// <summary>Writes and reads commands.</summary>
    internal CommandJson Commands => commands;

    /// <summary>Which entries the register has of what is asked; a front asks all partitions.</summary>
    internal ValueTask<IReadOnlyList<Sensor>> FindSensorsAsync(SensorQuestion asked, CancellationToken cancellationToken) =>
        front?.FindSensorsAsync(asked, cancellationToken) ?? ValueTask.FromResult(asked.AnswerFrom(writer.Sensors));

    /// <summary>Brings what the other partitions saw to the city's own; null for any other hub.</summary>
    internal IRelay? Relay { get; set; }

    /// <summary>
    /// The rules in force, the sensors known here, and up to where the other partitions were relayed; as of the last commit.
    /// </summary>
    internal (RuleSet Rules, SensorRegister Sensors, ImmutableDictionary<string, RelayCursor> Lanes) Relayed =>
        (writer.Rules, writer.Sensors, writer.Lanes);

    /// <summary>The command in a journal entry; null for another kind, and for one that was pruned.</summary>
    internal HubCommand? CommandIn(JournalEntry entry) =>
        entry.Kind == JournalKind.Command && !entry.IsPruned ? commands.Read(entry.Payload).Command : null;

    /// <summary>Takes in what other partitions saw.</summary>
    /// <exception cref="IOException">The hub cannot store now.</exception>
    internal async ValueTask<RelayAnswer> TakeAsync(Relay relay, CancellationToken cancellationToken) =>
        await writer.DecideAsync(new HubInput.Relayed(relay), cancellationToken).ConfigureAwait(false) as RelayAnswer ?? throw Busy();

    /// <summary>The entries of the register that rules over the whole city are about.</summary>
    internal IReadOnlyList<Sensor> SensorsOfCityRules()
    {
        var rules = writer.Rules.Of(RuleShare.City).Rules;
        return rules.IsEmpty ? [] : [.. writer.Sensors.Sensors.Where(entry => rules.Any(rule => rule.IsAbout(entry)))];
    }

    /// <summary>What was noted of a reading of personal data; a front asks all partitions.</summary>
    private async ValueTask<IReadOnlyList<PersonalRead>> FindReadsAsync(string key, CancellationToken cancellationToken) =>
        front is not null ? await front.FindReadsAsync(key, cancellationToken).ConfigureAwait(false)
        : await store.FindAsync(PrivacyDocuments.Reads, key, cancellationToken).ConfigureAwait(false) is { } read ? [read] : [];

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
