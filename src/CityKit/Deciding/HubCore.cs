using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
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
    private readonly WorkInForce work;
    private readonly SetupCheck setupCheck;
    private readonly Judge judge;
    private readonly Desk desk;
    private readonly ItemDesk items;
    private readonly CommandDesk commands;
    private readonly BatchIntake batches;
    private readonly FeedIntake feeds;
    private readonly ModuleDesk modules;
    private readonly HubInputs inputs;
    private readonly Dictionary<CellKey, ReadOnlyMemory<byte>> cells = [];
    private ReadOnlyMemory<byte> setupSeen;
    private bool isCheckpointWanted;
    private bool hasOtherWork;

    private HubCore(HubSetup setup, MapsAtHand maps, ModuleCatalogue catalogue, HubImage image, ILogger logger)
    {
        options = setup.Options;
        State = new HubState(image.Position, options.SnapshotEvery, new Dictionary<DocumentKind, long> { [ItemDocuments.Kind] = image.ItemsOpened });
        SnapshotNumber = image.Snapshot?.Number ?? image.Position.Checkpoint;
        Devices = new DeviceTable(options.OfflineAfter);
        Devices.Load(image.Devices, image.SilentDevices);
        judge = new Judge(options, logger);
        work = new WorkInForce(setup, maps);
        setupCheck = new SetupCheck(setup, maps);
        var locator = new Locator(() => work.Grids);
        items = new ItemDesk(() => work.Engine, options.NumberPrefix, locator);
        var leads = new LeadDesk(items);
        desk = new Desk(options, locator, leads);
        modules = new ModuleDesk(catalogue, [ItemTimer()], logger);
        var json = new CommandJson(catalogue);
        inputs = new HubInputs(options.Limits, json);
        commands = new CommandDesk(new CaseCommands(leads, items), Devices, new DeviceDesk(Devices, setup.BundleKey),
            new ConfigurationDesk(work, judge, PutInForce), new WorkDesk(work, judge, PutInForce), modules, json);
        batches = new BatchIntake(judge, Devices);
        feeds = new FeedIntake(judge);
    }

    internal HubState State { get; }

    internal DeviceTable Devices { get; }

    /// <summary>Moves work items by what is in force. Immutable.</summary>
    internal WorkEngine Engine => work.Engine;

    /// <summary>That the map of grids in force is not at hand; null while it is.</summary>
    internal LocalizedText? MissingGrids => work.MissingGrids;

    /// <summary>The journal entry that the stored state of rules, registers and sensors stands after.</summary>
    internal long SnapshotNumber { get; private set; }

    /// <summary>What a group reads.</summary>
    internal GroupFacts NewFacts(ICityStore store) => new(store, State.Modules);

    internal Instant? NextDue => modules.NextDue is { } next && (Devices.NextDue is not { } own || next < own) ? next : Devices.NextDue;

    /// <summary>Whether more is due than the last tick took.</summary>
    internal bool HasMoreDue => modules.HasMoreDue;

    /// <summary>
    /// A core as the store left it, rule state as of the snapshot; the journal after it is to be remembered (<see cref="RememberAsync"/>).
    /// </summary>
    internal static HubCore Load(HubSetup setup, MapsAtHand maps, ModuleCatalogue catalogue, HubImage image, ILogger logger)
    {
        var core = new HubCore(setup, maps, catalogue, image, logger);
        var configuration = image.Configuration is { } cell && cell.Number <= core.SnapshotNumber
            ? ConfigurationCodec.Read(cell.Bytes)
            : null;
        if (configuration is not null) core.Load(configuration, image);
        core.setupSeen = image.Setup?.Bytes ?? default;
        return core;
    }

    /// <summary>Brings state forward by the entries after the checkpoint; all else that followed from them is stored already.</summary>
    internal async ValueTask RememberAsync(IAsyncEnumerable<JournalEntry> entries, ICityStore store)
    {
        const int Together = 500;
        var carried = new List<(long, Instant, HubCommand)>();
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            if (entry.Number <= SnapshotNumber && entry.Kind != JournalKind.Command) continue;
            var input = inputs.Read(entry);
            if (entry.Number > SnapshotNumber) Remember(input, entry.ReceivedAt);
            if (input is HubInput.Command command && modules.ChangesState(command.Asked)) carried.Add((entry.Number, entry.ReceivedAt, command.Asked));
            if (carried.Count == Together) await RememberStatesAsync().ConfigureAwait(false);
        }
        await RememberStatesAsync().ConfigureAwait(false);

        async ValueTask RememberStatesAsync()
        {
            await modules.RememberAsync(carried, NewFacts(store), State.Modules).ConfigureAwait(false);
            carried.Clear();
        }
    }

    private void Remember(HubInput input, Instant receivedAt)
    {
        switch (input)
        {
            case HubInput.Configure configure: TakeUp(configure.Configuration); break;
            case HubInput.Batch batch: judge.Take(batch.Events, receivedAt); break;
            case HubInput.Feed feed: judge.Take(feed.Readings, receivedAt); break;
            case HubInput.Command { Asked: PutSensors put }:
                judge.Put(SensorRegister.Parse(Encoding.UTF8.GetBytes(put.File), out _)!.Sensors);
                break;
            case HubInput.Command { Asked: RetireSensor retire }:
                judge.Put([judge.Sensors.Register.Find(retire.Sensor, retire.At)! with { ValidTo = retire.At }]);
                break;
            case HubInput.Command { Asked: PutRules put }:
                TakeUp(judge.Configuration! with { Rules = Encoding.UTF8.GetBytes(put.File) });
                break;
            case HubInput.Command command when work.After(command.Asked, judge.Configuration) is { } changed: TakeUp(changed); break;
        }
    }

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
        var steps = new List<Step>(group.Count);
        foreach (var input in group) steps.Add(await TakeInAsync(input, facts, changes).ConfigureAwait(false));
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
        work.Committed();
        if (ticked) await modules.ReadTimersAsync(store, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>
    /// What is to be in force when the hub is started with a setup: each part that differs from the last setup replaces the one in force.
    /// </summary>
    /// <returns>The configuration; null when nothing changes.</returns>
    /// <exception cref="ArgumentException">The setup and what commands changed do not fit together.</exception>
    internal async ValueTask<HubConfiguration?> WantedAsync(HubConfiguration setup, ICityStore store)
    {
        if (judge.Configuration is not { } inForce) return setup;
        var last = new LastSetup(setupSeen.IsEmpty ? LastSetup.CellOf(inForce) : setupSeen); // a version before kept none: it was in force
        if (last.IsSame(setup) && inForce.Grids.Span.SequenceEqual(setup.Grids.Span)) return null;
        var wanted = last.Carry(inForce, setup);
        await setupCheck.CheckAsync(wanted, store).ConfigureAwait(false);
        return wanted;
    }

    /// <summary>
    /// Puts state into a commit, so that a start replays little: of modules a slice, of rules, registers and sensors all that changed, now
    /// and then, as one of them is not to be had without the others.
    /// </summary>
    /// <returns>The entry after which a start replays.</returns>
    internal long Checkpoint(HubChanges changes)
    {
        if (isCheckpointWanted || State.LastNumber - SnapshotNumber >= options.SnapshotEvery) Snapshot(changes);
        changes.Put(State.Modules.TakeSlice(State.LastNumber, changes.Entries));
        return ReplayFrom;
    }

    /// <summary>Puts all state into a commit: the next start replays nothing.</summary>
    internal long CheckpointAll(HubChanges changes)
    {
        Snapshot(changes);
        changes.Put(State.Modules.TakeAll());
        return ReplayFrom;
    }

    private long ReplayFrom => Math.Min(SnapshotNumber, State.Modules.FirstDirty - 1 ?? State.LastNumber);

    private void Snapshot(HubChanges changes)
    {
        foreach (var (key, bytes) in judge.TakeChanged()) changes.Put(key, bytes);
        foreach (var (key, bytes) in cells) changes.Put(key, bytes);
        changes.Put(HubCells.Snapshot, new byte[] { 1 });
        cells.Clear();
        isCheckpointWanted = false;
        SnapshotNumber = State.LastNumber;
    }

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
        HubInput.Batch batch => Of(batch, batches.Take(batch.Events, changes.Now)),
        HubInput.Feed feed => TakeIn(feed, facts, changes),
        HubInput.Command command => await commands.TakeInAsync(command, facts).ConfigureAwait(false),
        HubInput.Configure configure => TakeIn(configure),
        _ => Recompute(),
    };

    private Step TakeIn(HubInput.Configure input)
    {
        var orphans = PutInForce(input.Configuration);
        return new Step(attempt =>
        {
            Desk.Clear(orphans, attempt);
            return new Decided(this, true);
        }) { Entry = new Draft(JournalKind.Configuration, "", ConfigurationCodec.Write(input.Configuration)), ReadsFacts = true };
    }

    /// <summary>An entry of its own in journals of versions that kept no calendar.</summary>
    private Step Recompute()
    {
        hasOtherWork = true;
        return new Step(_ => new Decided(this, true)) { Entry = new Draft(JournalKind.Recompute, "", default) };
    }

    private Step TakeIn(HubInput.Feed feed, GroupFacts facts, HubChanges changes)
    {
        var payload = FeedCodec.Write(feed.Readings);
        if (facts.Entry(feed.Entry!.Value) is { } before)
            return Step.Answered(FeedIntake.Repeat(feed.Readings, before.Holds(payload)));
        var (answer, judgement) = feeds.Take(feed.Readings, changes.Now);
        return Of(new Draft(JournalKind.Feed, feed.Entry.Value.Key, payload), answer, judgement, _ => { }, readsFacts: false);
    }

    private Step Of(HubInput.Batch input, BatchTaken taken)
    {
        if (taken.Judgement is not { } judgement) return Step.Answered(taken.Answer);
        return Of(new Draft(JournalKind.Batch, "", input.Envelope), taken.Answer, judgement, attempt =>
        {
            attempt.Put(DeviceDocuments.Kind, taken.Device!);
            if (taken.IsBack) Desk.DeviceIsBack(taken.Device!.Id, attempt);
        }, taken.IsBack);
    }

    private Step Of(Draft entry, object answer, Judgement judgement, Action<Attempt> first, bool readsFacts) => new(attempt =>
    {
        first(attempt);
        desk.Apply(judgement, attempt);
        return new Decided(answer, true);
    }) { Entry = entry, ReadsFacts = readsFacts || judgement.Outcomes.Count > 0 };

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
        changes.Journal(entry);
        var decided = step.ReadsFacts ? await RunAsync(step, facts, changes).ConfigureAwait(false) : RunOnce(step, facts, changes);
        if (decided.IsKept)
        {
            if (step.Text is { } text) changes.Add(text);
            if (hasOtherWork) await RecomputeItemsAsync(facts, changes).ConfigureAwait(false);
            await modules.FollowAsync(facts, changes).ConfigureAwait(false);
        }
        else changes.TakeBack();
        return decided.Answer;
    }

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

    /// <summary>A checkpoint goes with it: state is read under the rules it was kept by.</summary>
    /// <returns>Open alerts whose rule or sensor is gone.</returns>
    private IReadOnlyList<AlertId> PutInForce(HubConfiguration configuration)
    {
        hasOtherWork = !configuration.HasWorkOf(judge.Configuration);
        var orphans = TakeUp(configuration);
        cells[HubCells.Configuration] = ConfigurationCodec.Write(configuration);
        isCheckpointWanted = true;
        return orphans;
    }

    private void Load(HubConfiguration configuration, HubImage image)
    {
        work.Use(configuration);
        judge.Load(configuration, image.Cells);
        if (image.OldState is not { } old) return;
        cells[HubCells.OldState] = default;
        judge.LoadOld(old.Bytes.Span);
    }

    private IReadOnlyList<AlertId> TakeUp(HubConfiguration configuration)
    {
        work.Use(configuration);
        return judge.Configure(configuration);
    }

    private async ValueTask RecomputeItemsAsync(GroupFacts facts, HubChanges changes)
    {
        hasOtherWork = false;
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

    private ModuleTimer<WorkItem> ItemTimer() => new(ItemDocuments.Kind, ItemDocuments.Due, HubDocuments.Items,
        (item, _, changes) => items.Tick(item, (Attempt)changes));
}
