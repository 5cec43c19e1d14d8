using CityKit.Archiving;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.RuleTrials;

/// <summary>
/// Decides a hub's journal again in memory, with other rules or its own: rules, sensors, calendar, policy and profiles are the journal's.
/// What a trial cannot know (modules, keys, maps, what people decided about alerts that are not raised now) is passed over, and so is what
/// was pruned: from there on devices go on where their next batch does, by the configuration that the store was last checkpointed with.
/// </summary>
internal sealed class TrialReplay : IAsyncDisposable
{
    private readonly ReplayRun run;
    private readonly ICityStore store;
    private readonly ReadOnlyMemory<byte>? rules;

    private TrialReplay(ReplayRun run, ICityStore store, ReadOnlyMemory<byte>? rules) =>
        (this.run, this.store, this.rules) = (run, store, rules);

    /// <summary>How far back the entries reached that were decided so far.</summary>
    internal JournalReach Reach { get; private set; } = new(null, 0, null);

    internal ReplayRun Run => run;

    /// <param name="store">Whose journal it is.</param>
    /// <param name="rules">The rule file in place of the journal's; null for those.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async ValueTask<TrialReplay> StartAsync(
        ICityStore store, ReadOnlyMemory<byte>? rules, CancellationToken cancellationToken)
    {
        var setup = new HubSetup
        {
            Options = new HubOptions(),
            Configuration = new HubConfiguration(HubConfiguration.NoRules, HubConfiguration.NoSensors),
            Profiles = ProfileCatalogue.BuiltIn,
            Work = new WorkEngine(ProfileCatalogue.BuiltIn, WorkPolicy.Empty, WorkCalendar.BuiltIn),
        };
        var run = await ReplayRun.StartAsync(setup, NullLogger.Instance, cancellationToken).ConfigureAwait(false);
        return new TrialReplay(run, store, rules);
    }

    /// <summary>A journal's entries, with the payloads of an archive.</summary>
    internal static IAsyncEnumerable<JournalEntry> EntriesOf(ICityStore store, JournalArchive? archive, CancellationToken cancellationToken)
    {
        var all = store.ReadJournalAsync(0, cancellationToken);
        return archive?.FillAsync(all, cancellationToken) ?? all;
    }

    /// <summary>Decides the next entry; of one that was pruned, only that it was there.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    internal async ValueTask TakeAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        Reach = entry.IsPruned ? new JournalReach(null, Reach.Pruned + 1, entry.ReceivedAt)
            : Reach with { From = Reach.From ?? entry.ReceivedAt };
        var read = entry.IsPruned ? await InPlaceOfAsync(entry, cancellationToken).ConfigureAwait(false) : run.Read(entry);
        if (Reach.Pruned > 0 && read is HubInput.Batch batch)
            await GoOnAtAsync(batch.Events.Header, cancellationToken).ConfigureAwait(false);
        if (With(read) is { } input) await run.ApplyAsync(input, entry, cancellationToken).ConfigureAwait(false);
        if (run.LastNumber != entry.Number) await run.PassAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A configuration that was pruned is that of the checkpoint: only what is before one is pruned.</summary>
    private async ValueTask<HubInput?> InPlaceOfAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Kind != JournalKind.Configuration) return null;
        var kept = await store.FindCellsAsync([HubCells.Configuration], cancellationToken).ConfigureAwait(false);
        return kept is [var cell] ? new HubInput.Configure(ConfigurationCodec.Read(cell.Bytes))
            : run.Read(entry); // which says what is missing
    }

    /// <summary>Where batches of a lane were pruned, or the command that admitted the device, it goes on with this one.</summary>
    private async ValueTask GoOnAtAsync(BatchHeader header, CancellationToken cancellationToken)
    {
        var device = run.Devices.Find(header.Device) ?? await StoredAsync(header.Device, cancellationToken).ConfigureAwait(false);
        if (device is null) return;
        if (device.Outbox != header.Outbox) device = device.WithOutbox(header.Outbox);
        if (header.First <= device.Cursor(header.Lane).Sequence + 1) return;
        run.Devices.Put(device.WithCursor(header.Lane, new LaneCursor(header.First - 1, header.Before)));
    }

    /// <summary>A device as the store has it now, with nothing received yet.</summary>
    private async ValueTask<DeviceRecord?> StoredAsync(DeviceId id, CancellationToken cancellationToken) =>
        await store.FindAsync(DeviceDocuments.Kind, id.Value, cancellationToken).ConfigureAwait(false) is { } stored
            ? new DeviceRecord(stored.Id, stored.Key) : null;

    public ValueTask DisposeAsync() => run.DisposeAsync();

    private HubInput? With(HubInput? input) => input switch
    {
        HubInput.Command { Asked: UndeclaredCommand } => null,
        HubInput.Command { Asked: PutRules } when rules is not null => null,
        HubInput.Configure configure when rules is { } file =>
            configure with { Configuration = configure.Configuration with { Rules = file } },
        _ => input,
    };
}
