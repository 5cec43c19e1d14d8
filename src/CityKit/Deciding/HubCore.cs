using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>
/// Decides inputs one after the other. The same setup, state and inputs always give the same result: nothing here reads a clock or a random
/// source.
/// </summary>
internal sealed class HubCore
{
    private readonly HubOptions options;
    private readonly DueQueue due = new();
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
    private ReadOnlyMemory<byte> setupSeen;
    private bool hasOldState;
    private bool isCheckpointWanted;

    private HubCore(HubSetup setup, MapsAtHand maps, ModuleCatalogue catalogue, HubImage image, ILogger logger)
    {
        options = setup.Options;
        State = new HubState(image);
        SnapshotNumber = image.Position.Checkpoint;
        work = new WorkInForce(setup, maps);
        setupCheck = new SetupCheck(setup, maps);
        var locator = new Locator(work);
        judge = new Judge(options, locator, logger);
        items = new ItemDesk(work, options.NumberPrefix, locator, due);
        var leads = new LeadDesk(items);
        desk = new Desk(options, locator, leads, due);
        modules = new ModuleDesk(catalogue, logger);
        var json = new CommandJson(catalogue);
        inputs = new HubInputs(options.Limits, json);
        commands = new CommandDesk(leads, items, new BundleDesk(setup.BundleKey),
            new ConfigurationDesk(work, judge, desk, PutInForce), new WorkDesk(work, judge, PutInForce), modules, json);
        batches = new BatchIntake(judge, desk);
        feeds = new FeedIntake(judge, desk);
        desk.Load(State);
    }

    internal HubState State { get; }

    /// <summary>Moves work items by what is in force. Immutable.</summary>
    internal WorkEngine Engine => work.Engine;

    /// <summary>That the map of grids in force is not at hand; null while it is.</summary>
    internal LocalizedText? MissingGrids => work.MissingGrids;

    /// <summary>The journal entry that the newest snapshot stands after.</summary>
    internal long SnapshotNumber { get; private set; }

    internal Instant? NextDue => modules.NextDue is { } next && (due.Next is not { } own || next < own) ? next : due.Next;

    /// <summary>
    /// A core as the store left it, rule state as of the snapshot; the journal after it is to be <see cref="Remember"/>ed.
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

    /// <summary>Brings rule state forward by an entry whose other consequences are stored already.</summary>
    internal void Remember(JournalEntry entry)
    {
        switch (inputs.Read(entry))
        {
            case HubInput.Configure input: TakeUp(input.Configuration); break;
            case HubInput.Batch input: judge.Take(input.Events, entry.ReceivedAt); break;
            case HubInput.Feed input: judge.Take(input.Readings, entry.ReceivedAt); break;
            case HubInput.Command { Asked: PutSensors put }:
                judge.Put(SensorRegister.Parse(Encoding.UTF8.GetBytes(put.File), out _)!.Sensors);
                break;
            case HubInput.Command { Asked: RetireSensor retire }:
                judge.Put([judge.Sensors.Register.Find(retire.Sensor, retire.At)! with { ValidTo = retire.At }]);
                break;
            case HubInput.Command { Asked: PutRules put }:
                TakeUp(judge.Configuration! with { Rules = Encoding.UTF8.GetBytes(put.File) });
                break;
            case HubInput.Command input when work.After(input.Asked, judge.Configuration) is { } changed: TakeUp(changed); break;
        }
    }

    /// <summary>Reads an input back from the journal.</summary>
    internal HubInput Read(JournalEntry entry) => inputs.Read(entry);

    /// <summary>Reads when work items and documents of modules fall due, by what is in force after the last entry.</summary>
    internal ValueTask ReadTimersAsync(ICityStore store, CancellationToken cancellationToken)
    {
        items.Load(State);
        return modules.ReadTimersAsync(store, cancellationToken);
    }

    /// <summary>Reads together what a group of inputs needs to know; what turns out to be missing later is read then.</summary>
    internal async ValueTask PrepareAsync(IEnumerable<HubInput> group, GroupFacts facts, HubChanges changes)
    {
        for (var round = 0; round < ModuleCatalogue.Rounds; round++)
        {
            foreach (var input in group) Prepare(input, facts, changes);
            if (facts.IsComplete) return;
            await facts.FetchAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Decides one input, with all that modules make of it.</summary>
    internal async ValueTask<object> ApplyAsync(HubInput input, GroupFacts facts, HubChanges changes)
    {
        var before = State.LastNumber;
        var answer = await DecideAsync(input, facts, changes).ConfigureAwait(false);
        if (State.LastNumber > before) await modules.FollowAsync(facts, changes).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Takes up what a commit changed, once it is stored.</summary>
    internal async ValueTask CommittedAsync(HubChanges changes, ICityStore store)
    {
        var ticked = modules.IsDue(changes.Now);
        modules.Note(changes);
        work.Committed();
        if (ticked) await modules.ReadTimersAsync(store, CancellationToken.None).ConfigureAwait(false);
    }

    private void Prepare(HubInput input, GroupFacts facts, HubChanges changes)
    {
        StoredFacts.Of(input, facts);
        if (input is HubInput.Command command && modules.Knows(command.Asked))
            modules.Prepare(command.Asked, command.Actor, facts, changes);
    }

    private async ValueTask<object> DecideAsync(HubInput input, GroupFacts facts, HubChanges changes) => input switch
    {
        HubInput.Batch batch => batches.Take(batch, changes),
        HubInput.Feed feed => feeds.Take(feed, StoredFacts.Of(feed, facts), changes),
        HubInput.Command command => await commands.TakeAsync(command, StoredFacts.Of(command, facts), changes, facts).ConfigureAwait(false),
        HubInput.Configure configure => Configure(configure, changes),
        HubInput.Recompute => Recompute(changes),
        _ => await TickAsync(facts, changes).ConfigureAwait(false),
    };

    /// <summary>
    /// What is to be in force when the hub is started with a setup: each part that differs from the last setup replaces the one in force.
    /// </summary>
    /// <returns>The configuration; null when nothing changes.</returns>
    /// <exception cref="ArgumentException">The setup and what commands changed do not fit together.</exception>
    internal HubConfiguration? Wanted(HubConfiguration setup)
    {
        if (judge.Configuration is not { } inForce) return setup;
        var last = new LastSetup(setupSeen.IsEmpty ? LastSetup.CellOf(inForce) : setupSeen); // a version before kept none: it was in force
        if (last.IsSame(setup) && inForce.Grids.Span.SequenceEqual(setup.Grids.Span)) return null;
        var wanted = last.Carry(inForce, setup);
        setupCheck.Check(wanted, State.Items);
        return wanted;
    }

    internal bool IsCheckpointDue => isCheckpointWanted || State.LastNumber - SnapshotNumber >= options.SnapshotEvery;

    /// <summary>Puts the state of rules and registers into a commit, so that a start replays what comes after it.</summary>
    internal long Checkpoint(HubChanges changes)
    {
        foreach (var (key, bytes) in judge.TakeChanged()) changes.Put(key, bytes);
        if (hasOldState) changes.Put(HubCells.OldState, default);
        (hasOldState, isCheckpointWanted) = (false, false);
        return SnapshotNumber = State.LastNumber;
    }

    private HubCore Configure(HubInput.Configure input, HubChanges changes)
    {
        changes.Journal(JournalKind.Configuration, "", ConfigurationCodec.Write(input.Configuration));
        PutInForce(input.Configuration, changes);
        return this;
    }

    /// <summary>A checkpoint goes with it: state is read under the rules it was kept by.</summary>
    private void PutInForce(HubConfiguration configuration, HubChanges changes)
    {
        var hasOtherWork = !configuration.HasWorkOf(judge.Configuration);
        desk.Clear(TakeUp(configuration), changes);
        changes.Put(HubCells.Configuration, ConfigurationCodec.Write(configuration));
        isCheckpointWanted = true;
        if (hasOtherWork) items.Recompute(changes);
    }

    private void Load(HubConfiguration configuration, HubImage image)
    {
        work.Use(configuration);
        judge.Load(configuration, image.Cells);
        hasOldState = image.OldState is not null;
        if (image.OldState is { } old) judge.LoadOld(old.Bytes.Span);
    }

    private IReadOnlyList<AlertId> TakeUp(HubConfiguration configuration)
    {
        work.Use(configuration);
        return judge.Configure(configuration);
    }

    /// <summary>An entry of its own in journals of versions that kept no calendar.</summary>
    private HubCore Recompute(HubChanges changes)
    {
        changes.Journal(JournalKind.Recompute, "", default);
        items.Recompute(changes);
        return this;
    }

    private async ValueTask<HubCore> TickAsync(GroupFacts facts, HubChanges changes)
    {
        var keys = this.due.DueBy(changes.Now);
        var due = await modules.DueAsync(facts, changes).ConfigureAwait(false);
        if (keys.Count + due.Count > 0) changes.Journal(JournalKind.Tick, "", default);
        foreach (var key in keys)
            if (!desk.TryTick(key, changes)) items.TryTick(key, changes);
        await modules.TakeAsync(due, facts, changes).ConfigureAwait(false);
        return this;
    }
}
