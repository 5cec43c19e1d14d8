using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Commands;
using CityKit.Configuring;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Grids.Maps;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Privacy;
using CityKit.ReadingDesk;
using CityKit.Readings;
using CityKit.Records;
using CityKit.Relaying;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>
/// Decides groups of inputs, with the same result as one after the other. First each is taken in by what is kept in memory: devices, rules,
/// sensors. Then the documents that follow are decided over facts, which are fetched for the whole group. The same setup, store and inputs
/// always give the same result: nothing here reads a clock or a random source.
/// </summary>
internal sealed class HubCore
{
    private const string Hub = "hub";

    private readonly HubOptions options;
    private readonly ConfigurationInForce configuration;
    private readonly RuleCheckpoint checkpoint;
    private readonly ConsentDesk consents;
    private readonly Desk desk;
    private readonly ItemDesk items;
    private readonly CommandDesk commands;
    private readonly IntakeDesk intake;
    private readonly ModuleDesk modules;
    private readonly ObservationDesk observations;
    private readonly RelayDesk relays;
    private readonly HubInputs inputs;
    private readonly WindowFilling windows;
    private readonly CellRows rows;

    /// <summary>
    /// A core as the store left it, state as of the checkpoint; the journal after it is to be remembered (<see cref="RememberAsync"/>).
    /// </summary>
    /// <exception cref="FormatException">The image is damaged.</exception>
    internal HubCore(HubSetup setup, MapsAtHand maps, ModuleCatalogue catalogue, HubImage image, ILogger logger)
    {
        options = setup.Options;
        State = new HubState(image.Position, options.SnapshotEvery,
            new Dictionary<DocumentKind, long> { [ItemDocuments.Kind] = image.ItemsOpened + (image.Histories?.NumbersSkipped ?? 0) });
        Histories = image.Histories;
        Devices = new DeviceTable(options.OfflineAfter);
        Devices.Load(image.Devices, image.SilentDevices);
        Judge = new Judge(options, logger);
        configuration = new ConfigurationInForce(setup, maps, Judge, catalogue.Words);
        checkpoint = new RuleCheckpoint(configuration, image.Rows, image.SnapshotNumber, options.SnapshotEvery);
        var locator = new Locator(() => configuration.Work.Grids);
        items = new ItemDesk(() => configuration.Work.Engine, setup.Slice?.NumberPrefix ?? options.NumberPrefix, locator);
        consents = new ConsentDesk(Judge, options.MaintenanceAudience);
        var trust = new MachineTrust(() => configuration.Work.Engine.Policy);
        var leads = new LeadDesk(items, trust, () => configuration.Work.Engine.Policy);
        var raiser = new AlertRaiser(options, locator, leads, () => configuration.Sensors);
        var suspensions = new SuspensionDesk(() => configuration.Sensors, () => Judge.Rules, options.MaintenanceAudience);
        var desks = new HubDesks(leads, items, new DeviceDesk(Devices, setup.BundleKey), Devices,
            new ConfigurationDesk(configuration, Judge, consents), new WorkDesk(configuration, Judge))
        {
            Privacy = new PrivacyDesk(() => configuration.Work.Engine, catalogue.Openings),
            Readings = new ReadingAccess(() => configuration.Sensors, (actor, facts) => items.ViewOf(actor, facts.Now)),
            Machines = new MachineDesk(setup, leads, locator, () => configuration.Work.Engine.Policy, () => configuration.Sensors),
            Suspensions = suspensions,
            HandOvers = new HandOverDesk(items),
            MaintenanceAudience = options.MaintenanceAudience,
        };
        desk = new Desk(options, raiser);
        intake = new IntakeDesk(Judge, Devices, desk,
            new ReadingKeeper(() => configuration.Work.Engine.Policy), options.MaintenanceAudience);
        relays = new RelayDesk(Judge, desk, options.MaintenanceAudience) { Lanes = image.Lanes };
        observations = new ObservationDesk(Devices, options.MaintenanceAudience);
        modules = new ModuleDesk(catalogue, [ItemsModule.TimerOf(items), .. SuspensionsModule.TimersOf(suspensions, raiser)],
            LeadsModule.ListenersOf(trust), logger);
        var json = new CommandJson(catalogue);
        inputs = new HubInputs(options.Limits, json);
        windows = new WindowFilling(Judge, desk, inputs, options, logger);
        commands = new CommandDesk(desks, modules, json);
        rows = image.Rows;
        configuration.Load(image.Setup, image.KeptConfiguration, image.State, image.OldState);
    }

    internal HubState State { get; }

    /// <inheritdoc cref="WindowFilling.IsFirst"/>
    internal bool IsFirst { set => windows.IsFirst = value; }

    /// <summary>The rules, and what they know.</summary>
    internal Judge Judge { get; }

    internal DeviceTable Devices { get; }

    /// <summary>The histories of the record; null before the first start with a version that keeps them.</summary>
    internal HubHistories? Histories { get; private set; }

    /// <summary>Moves work items by what is in force. Immutable.</summary>
    internal WorkEngine Engine => configuration.Work.Engine;

    internal GridMap? Grids => configuration.Work.Grids;

    /// <summary>Up to where the partitions of a city were relayed.</summary>
    internal ImmutableDictionary<string, RelayCursor> Lanes => relays.Lanes;

    /// <summary>The sensors in force. Immutable.</summary>
    internal SensorRegister Sensors => configuration.Sensors;

    /// <summary>That the map of grids in force is not at hand; null while it is.</summary>
    internal LocalizedText? MissingGrids => configuration.Work.MissingGrids;

    /// <summary>What a group reads.</summary>
    internal GroupFacts NewFacts(ICityStore store) => new(store, State.Modules);

    internal Instant? NextDue => modules.NextDue is { } next && (Devices.NextDue is not { } own || next < own) ? next : Devices.NextDue;

    /// <summary>Whether more is due than the last tick took.</summary>
    internal bool HasMoreDue => modules.HasMoreDue;

    /// <summary>Brings state forward by the entries after the checkpoint; all else that followed from them is stored already.</summary>
    internal async ValueTask RememberAsync(IAsyncEnumerable<JournalEntry> entries, ICityStore store)
    {
        const int Together = 500;
        await foreach (var part in entries.Where(entry => entry.Number > checkpoint.Number || entry.Kind == JournalKind.Command)
            .Chunk(Together).ConfigureAwait(false))
            await RememberPartAsync([.. part.Select(entry => (entry.Number, entry.ReceivedAt, inputs.Read(entry)))],
                store).ConfigureAwait(false);
    }

    private async ValueTask RememberPartAsync(IReadOnlyList<(long Number, Instant At, HubInput Input)> part, ICityStore store)
    {
        await rows.FetchAsync(part.Where(entry => entry.Number > checkpoint.Number).SelectMany(entry => KeysOf(entry.Input)))
            .ConfigureAwait(false);
        foreach (var (number, at, input) in part.Where(entry => entry.Number > checkpoint.Number))
        {
            Remember(input, at);
            await windows.RememberAsync(number, store).ConfigureAwait(false);
        }
        (long, Instant, HubCommand)[] carried = [.. part
            .Where(entry => entry.Input is HubInput.Command command && modules.ChangesState(command.Asked))
            .Select(entry => (entry.Number, entry.At, ((HubInput.Command)entry.Input).Asked))];
        if (carried.Length > 0) await modules.RememberAsync(carried, NewFacts(store), State.Modules).ConfigureAwait(false);
    }

    /// <summary>Brings the state of rules and sensors forward by an input that was decided before.</summary>
    private void Remember(HubInput input, Instant receivedAt)
    {
        switch (input)
        {
            case HubInput.Configure configure: configuration.TakeUp(configure.Configuration); break;
            case HubInput.Command command: configuration.Remember(command.Asked); break;
            case HubInput.Observe { Content: WindowsFilled note }: windows.Note(note); break;
            case HubInput.Relayed relayed: relays.Judge(relayed.Content); break;
            default: intake.Remember(input, receivedAt); break;
        }
    }

    private IEnumerable<CellKey> KeysOf(HubInput input) =>
        input is HubInput.Relayed relayed ? relays.KeysOf(relayed.Content) : intake.KeysOf(input);

    /// <summary>Reads an input back from the journal.</summary>
    internal HubInput Read(JournalEntry entry) => inputs.Read(entry);

    /// <summary>Reads when documents of modules fall due.</summary>
    internal ValueTask ReadTimersAsync(ICityStore store, CancellationToken cancellationToken) =>
        modules.ReadTimersAsync(store, cancellationToken);

    /// <summary>Decides a group: one input, or several of which none is <see cref="HubInput.IsAlone"/> and no two have one key.</summary>
    /// <returns>The answers, in order.</returns>
    internal async ValueTask<IReadOnlyList<object>> DecideAsync(IReadOnlyList<HubInput> group, GroupFacts facts, HubChanges changes)
    {
        if (group is [HubInput.Tick]) return [await TickAsync(facts, changes).ConfigureAwait(false)];
        foreach (var input in group)
            if (input.Entry is { } key) facts.Entry(key);
        await facts.FetchAsync(CancellationToken.None).ConfigureAwait(false);
        await rows.FetchAsync(group.SelectMany(KeysOf)).ConfigureAwait(false);
        var steps = new List<Step>(group.Count);
        foreach (var input in group)
            steps.Add(await windows.FollowAsync(await TakeInAsync(input, facts, changes).ConfigureAwait(false), State.LastNumber,
                changes.Now, facts.Store).ConfigureAwait(false));
        await PrepareAsync(steps, facts, changes).ConfigureAwait(false);
        var answers = new List<object>(steps.Count);
        foreach (var step in steps) answers.Add(await CarryAsync(step, facts, changes).ConfigureAwait(false));
        return answers;
    }

    /// <summary>Takes up what a group changed, once it is stored.</summary>
    internal async ValueTask SettledAsync(HubChanges changes, ICityStore store)
    {
        var ticked = modules.IsDue(changes.Now);
        modules.Note(changes);
        configuration.Work.Committed();
        if (ticked) await modules.ReadTimersAsync(store, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ConfigurationInForce.IsAsLast"/>
    internal bool IsAsLast(HubConfiguration setup) => configuration.IsAsLast(setup);

    /// <inheritdoc cref="ConfigurationInForce.WantedAsync"/>
    internal ValueTask<HubConfiguration?> WantedAsync(HubConfiguration setup, ICityStore store) => configuration.WantedAsync(setup, store);

    /// <summary>Puts a slice of what changed of the state into a commit, so that a start replays little.</summary>
    /// <returns>The entry after which a start replays.</returns>
    internal async ValueTask<long> CheckpointAsync(HubChanges changes)
    {
        changes.Put(await checkpoint.TakeSliceAsync(State.LastNumber, changes.Entries).ConfigureAwait(false));
        changes.Put(State.Modules.TakeSlice(State.LastNumber, changes.Entries));
        return ReplayFrom;
    }

    /// <summary>Whether a start would replay anything.</summary>
    internal bool IsBehind => ReplayFrom < State.LastNumber;

    /// <summary>Puts a slice of all that is left into a commit, before a stop.</summary>
    /// <returns>The entry after which a start replays.</returns>
    internal async ValueTask<long> CheckpointRestAsync(HubChanges changes)
    {
        changes.Put(await checkpoint.TakeRestAsync(State.LastNumber).ConfigureAwait(false));
        changes.Put(State.Modules.TakeAll());
        return ReplayFrom;
    }

    private long ReplayFrom => Math.Min(checkpoint.Number, State.Modules.FirstDirty - 1 ?? State.LastNumber);

    /// <summary>When something falls due on open items, part by part: a version before stored none.</summary>
    internal async IAsyncEnumerable<HubChanges> DueTimesAsync(ICityStore store, Instant now)
    {
        await foreach (var part in store.ReadAsync(OpenItems.All).Chunk(DocumentQuery.MaxRows).ConfigureAwait(false))
        {
            var changes = new HubChanges(State, now);
            foreach (var item in part) items.PutDue(item, changes);
            yield return changes;
        }
        var last = new HubChanges(State, now);
        last.Put(HubCells.DueTimes, new byte[] { 1 });
        yield return last;
    }

    /// <summary>Takes an input in, with all that decides the inputs after it.</summary>
    private async ValueTask<Step> TakeInAsync(HubInput input, GroupFacts facts, HubChanges changes) => input switch
    {
        HubInput.Batch batch => intake.TakeIn(batch, changes.Now),
        HubInput.Feed feed => intake.TakeIn(feed, facts, changes.Now),
        HubInput.Command command => await commands.TakeInAsync(command, facts).ConfigureAwait(false),
        HubInput.Configure configure => TakeIn(configure),
        HubInput.Observe observe => TakeIn(observe, facts, changes),
        HubInput.Relayed relayed => relays.TakeIn(relayed.Content, changes),
        _ => Recompute(),
    };

    private Step TakeIn(HubInput.Configure input)
    {
        var orphans = configuration.Put(input.Configuration);
        var tell = consents.Missing();
        return new Step(attempt =>
        {
            Desk.Clear(orphans, attempt);
            tell(attempt);
            return new Decided(this, true);
        })
        {
            Entry = new Draft(JournalKind.Configuration, "", ConfigurationCodec.Write(input.Configuration)),
            ReadsFacts = true,
            Personal = input.Subjects is { } subjects ? new PersonalInput(subjects, []) : null,
        };
    }

    private Step TakeIn(HubInput.Observe input, GroupFacts facts, HubChanges changes)
    {
        var step = observations.TakeIn(input, facts);
        if (step.Entry is not null && input.Content is Restored restored) GoOnFrom(restored, changes);
        if (input.Content is WindowsFilled note) windows.Note(note);
        return step;
    }

    private void GoOnFrom(Restored restored, HubChanges changes)
    {
        Histories = (Histories ?? new HubHistories(HistoryId.Parse(restored.From), [])).After(restored, changes.Now);
        changes.Put(HubCells.Histories, Histories.ToArray());
        changes.History = Histories.Current;
    }

    /// <summary>Takes up the history of a store that no hub which keeps them has opened.</summary>
    internal void BeginHistory(HistoryId history, HubChanges changes)
    {
        Histories = new HubHistories(history, []);
        changes.Put(HubCells.Histories, Histories.ToArray());
    }

    /// <summary>An entry of its own in journals of versions that kept no calendar.</summary>
    private Step Recompute()
    {
        configuration.NoteOtherWork();
        return new Step(_ => new Decided(this, true)) { Entry = new Draft(JournalKind.Recompute, "", default) };
    }

    /// <summary>Reads together what a group's decisions need to know; what turns out to be missing later is read then.</summary>
    private async ValueTask PrepareAsync(IReadOnlyList<Step> steps, GroupFacts facts, HubChanges changes)
    {
        for (var round = 0; round < ModuleCatalogue.Rounds; round++)
        {
            foreach (var step in steps)
                if (step.ReadsFacts) Attempts.Probe(facts, modules.NewAttempt(step.Module, facts, changes), step.Decide);
            if (facts.IsComplete) return;
            await facts.FetchAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<object> CarryAsync(Step step, GroupFacts facts, HubChanges changes)
    {
        if (step.Entry is not { } entry) return (await RunAsync(step, facts, changes).ConfigureAwait(false)).Answer;
        if (step.Note is { } note) changes.Journal(note);
        changes.Journal(entry);
        var decided = step.ReadsFacts ? await RunAsync(step, facts, changes).ConfigureAwait(false) : RunOnce(step, facts, changes);
        if (decided.IsKept)
        {
            if (step.Personal is { } personal) Keep(personal, (decided.Answer as CommandAnswer)?.Item?.Id, changes);
            if (configuration.TakeOtherWork()) await RecomputeItemsAsync(facts, changes).ConfigureAwait(false);
            await modules.FollowAsync(facts, changes).ConfigureAwait(false);
        }
        else changes.TakeBack();
        return decided.Answer;
    }

    /// <summary>Keeps personal data beside the journal, for as long as the policy in force says.</summary>
    internal void Keep(PersonalInput personal, WorkItemId? item, HubChanges changes)
    {
        var policy = configuration.Work.Engine.Policy;
        foreach (var subject in personal.Subjects)
        {
            changes.Add(subject.Key);
            if (subject.Identity is { } identity) changes.Keep(identity, new RecordInfo(
                identity.Id, subject.Key.Id, RecordKind.Identity, null, changes.Now, null, null));
        }
        foreach (var (record, kind) in personal.Records)
        {
            if (kind == RecordKind.Held)
            {
                changes.Keep(record, new RecordInfo(record.Id, record.Subject, kind, null, changes.Now, null, null));
                continue;
            }
            var kept = policy.RetentionOf(RetentionOf(kind));
            changes.Keep(record, new RecordInfo(record.Id, record.Subject, kind, item, changes.Now,
                kept.AtLeast > Duration.Zero ? changes.Now + kept.AtLeast : null, changes.Now + kept.AtMost));
        }
    }

    private static string RetentionOf(RecordKind kind) => kind switch
    {
        RecordKind.Report => RetentionRow.Report,
        RecordKind.Evidence => RetentionRow.Evidence,
        _ => RetentionRow.Reason,
    };

    /// <summary>A decision that reads nothing, as of nearly every batch.</summary>
    private Decided RunOnce(Step step, GroupFacts facts, HubChanges changes)
    {
        var attempt = modules.NewAttempt(step.Module, facts, changes);
        var decided = step.Decide(attempt);
        attempt.Keep();
        return decided;
    }

    private async ValueTask<Decided> RunAsync(Step step, GroupFacts facts, HubChanges changes)
    {
        try
        {
            return await Attempts.RunAsync(facts, () => modules.NewAttempt(step.Module, facts, changes),
                step.Decide, decided => decided.IsKept, step.Module ?? Hub).ConfigureAwait(false);
        }
        catch (Exception fault) when (step.Module is not null && fault is not IOException)
        {
            return new Decided(CommandAnswer.Refused(modules.Failed(fault, step.Module)), false);
        }
    }

    private ValueTask<Decided> RunAsync(Action<Attempt> decide, GroupFacts facts, HubChanges changes) => RunAsync(new Step(attempt =>
    {
        decide(attempt);
        return new Decided(this, true);
    }), facts, changes);

    private async ValueTask RecomputeItemsAsync(GroupFacts facts, HubChanges changes)
    {
        await foreach (var item in facts.Store.ReadAsync(OpenItems.All.OrderBy(ItemDocuments.At)).ConfigureAwait(false))
            await RunAsync(attempt => items.Recompute(item, attempt), facts, changes).ConfigureAwait(false);
    }

    private async ValueTask<HubCore> TickAsync(GroupFacts facts, HubChanges changes)
    {
        var silent = Devices.TakeSilent(changes.Now);
        var due = await modules.DueAsync(facts, changes).ConfigureAwait(false);
        if (silent.Count + due.Count == 0) return this;
        changes.Journal(new Draft(JournalKind.Tick, "", default));
        foreach (var device in silent)
            await RunAsync(attempt => desk.DeviceIsSilent(device, attempt), facts, changes).ConfigureAwait(false);
        await modules.TakeAsync(due, facts, changes).ConfigureAwait(false);
        await modules.FollowAsync(facts, changes).ConfigureAwait(false);
        return this;
    }
}
