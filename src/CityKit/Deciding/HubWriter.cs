using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Configuring;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Grids.Maps;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Relaying;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>
/// The one writer: takes waiting inputs in groups, decides them in order, commits them together, answers after the commit.
/// </summary>
internal sealed partial class HubWriter(HubSetup setup, ICityStore store, TimeProvider time,
    DeviceDirectory devices, Quarantine quarantine, ILogger logger, IMeterFactory? meters = null)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly Duration LongestWait = Duration.FromDays(30); // a timer takes no more than 49 days

    private readonly HubMeter meter = new(meters, setup.Slice?.Partition);
    private readonly Channel<Waiting> inputs = Channel.CreateBounded<Waiting>(setup.Options.WaitingInputs);
    private readonly MapsAtHand maps = new(setup);
    private volatile TaskCompletionSource news = NewSource();
    private volatile WorkEngine work = setup.Work;
    private volatile GridMap? grids = setup.Grids;
    private volatile SensorRegister sensors = SensorRegister.Empty;
    private volatile RuleSet rules = RuleSet.Empty;
    private volatile ImmutableDictionary<string, RelayCursor> lanes = ImmutableDictionary<string, RelayCursor>.Empty;
    private HubCore? core;
    private volatile bool started;
    private volatile bool failing;
    private Task running = Task.CompletedTask;
    private readonly TaskCompletionSource lost = NewSource();
    private Pending? pending;
    private readonly ClockWatch clock = new(time, setup.Options.DeviceClockTolerance);
    private volatile HubHistories histories = new(default, []);
    private bool hasDueTimes;
    private long epoch;
    private readonly SignedAnswers? signed = setup.AnswerKey is { } key ? new SignedAnswers(key, setup.Address) : null;
    private PrivacyDoor? privacy;
    private ITimer? timer;

    private sealed record Waiting(HubInput Input, TaskCompletionSource<object?> Answer);

    /// <summary>A commit that is decided and not stored yet: memory is ahead of the disk by it.</summary>
    private sealed record Pending(StoreCommit Commit, HubChanges Changes, IReadOnlyCollection<DocumentKey> Told)
    {
        internal long LastNumber => Commit.After + Commit.Entries.Count;
    }

    /// <summary>Completes with the next commit that brings notifications.</summary>
    internal Task News => news.Task;

    /// <summary>Moves work items by what is in force as of the last commit.</summary>
    internal WorkEngine Work => work;

    /// <summary>The map of grids in force as of the last commit; null for none.</summary>
    internal GridMap? Grids => grids;

    /// <summary>The hub's counters.</summary>
    internal HubMeter Meter => meter;

    /// <summary>The sensors in force, as of the last commit.</summary>
    internal SensorRegister Sensors => sensors;

    /// <summary>The rules in force, as of the last commit.</summary>
    internal RuleSet Rules => rules;

    /// <summary>Up to where the partitions of a city were relayed, as of the last commit.</summary>
    internal ImmutableDictionary<string, RelayCursor> Lanes => lanes;

    /// <summary>The histories of the record, as of the last commit.</summary>
    internal HubHistories Histories => histories;

    /// <summary>Where the record was when the hub started.</summary>
    internal StorePosition Start { get; private set; } = new(0, 0, default, 0, 0);

    /// <summary>The modules, built in and from outside.</summary>
    internal ModuleCatalogue Modules { get; } = BuiltInModules.With(setup.Modules, setup.Components);

    /// <summary>Takes personal data out of what comes in.</summary>
    internal PrivacyDoor Privacy => privacy ??= new PrivacyDoor(store, setup.Keys, Modules);

    /// <summary>Completes when another hub has claimed the store: this one takes nothing more.</summary>
    internal Task Lost => lost.Task;

    /// <summary>Whether it has started and takes inputs.</summary>
    internal bool IsRunning => started && !running.IsCompleted;

    /// <summary>Inputs that wait.</summary>
    internal int WaitingInputs => inputs.Reader.Count;

    /// <summary>Whether the last commit could not be stored.</summary>
    internal bool IsFailing => failing;

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        if (started) throw new InvalidOperationException("The hub has been started already.");
        var configuration = HubFiles.Check(setup);
        quarantine.Counted = meter.Unreadable;
        (epoch, Start) = await store.OpenAsync(Modules.Kinds, cancellationToken).ConfigureAwait(false);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        await TakeUpHistoryAsync(cancellationToken).ConfigureAwait(false);
        await TakeUpPrivacyAsync(cancellationToken).ConfigureAwait(false);
        await ConfigureAsync(setup.Slice is not { } slice ? configuration
            : configuration with { Sensors = slice.SensorsOf(core!.Devices.Ids) },
            cancellationToken).ConfigureAwait(false);
        await TakeUpAsync(cancellationToken).ConfigureAwait(false);
        timer = time.CreateTimer(_ => inputs.Writer.TryWrite(new Waiting(new HubInput.Tick(), NewAnswer())),
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Schedule();
        running = Task.Run(RunAsync, CancellationToken.None);
        started = true;
    }

    /// <summary>Shows what is in force in a city, for its front: it decides nothing.</summary>
    internal void Show(WorkEngine engine, GridMap? map, HubHistories known, RuleSet inForce) =>
        (work, grids, histories, rules) = (engine, map, known, inForce);

    internal async Task StopAsync()
    {
        if (!inputs.Writer.TryComplete()) return;
        if (timer is not null) await timer.DisposeAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        await store.DisposeAsync().ConfigureAwait(false);
        news.TrySetCanceled();
        meter.Dispose();
    }

    /// <summary>The answer, after its commit; null when the hub cannot store now.</summary>
    internal Task<object?> DecideAsync(HubInput input, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(input, NewAnswer());
        return started && !lost.Task.IsCompleted && inputs.Writer.TryWrite(waiting)
            ? waiting.Answer.Task.WaitAsync(cancellationToken)
            : Task.FromResult<object?>(null);
    }

    private async Task RunAsync()
    {
        var group = new List<Waiting>();
        while (await inputs.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            Fill(group);
            using (meter.Group()) await TakeAsync(group).ConfigureAwait(false);
            group.Clear();
        }
        await SaveSnapshotAsync().ConfigureAwait(false);
    }

    /// <summary>Takes what waits, up to an input that is decided alone, or that has the key of another.</summary>
    private void Fill(List<Waiting> group)
    {
        var keys = new HashSet<EntryKey>();
        while (group.Count < setup.Options.CommitInputs && inputs.Reader.TryPeek(out var next)
            && (group.Count == 0 || !next.Input.IsAlone) && (next.Input.Entry is not { } key || keys.Add(key))
            && inputs.Reader.TryRead(out var waiting))
        {
            group.Add(waiting);
            if (waiting.Input.IsAlone) return;
        }
    }

    /// <summary>
    /// A commit that failed for want of the disk is kept, and stored before anything else is decided. Whatever else fails leaves memory
    /// in doubt: it is forgotten and the store read again. One input that cannot be decided must not stop the others.
    /// </summary>
    private async Task TakeAsync(List<Waiting> group)
    {
        try
        {
            var answers = await DecideAsync(group).ConfigureAwait(false);
            Answer([.. group], answers);
            failing = false;
            Schedule();
        }
        catch (StoreLostException gone)
        {
            Lose(gone);
            Refuse(group);
        }
        catch (Exception failed)
        {
            failing = true;
            CommitFailed(failed);
            meter.Failed();
            if (failed is not IOException) pending = null;
            if (pending is null) core = null;
            if (failed is IOException || group.Count == 1) Refuse(group);
            else foreach (var waiting in group) await TakeAsync([waiting]).ConfigureAwait(false);
        }
    }

    /// <summary>Signatures are made beside the writer, which goes on.</summary>
    private void Answer(Waiting[] group, IReadOnlyList<object> answers)
    {
        if (signed is null) Give(group, answers);
        else _ = Task.Run(() => Sign(group, answers, histories.Current));
    }

    private void Sign(Waiting[] group, IReadOnlyList<object> answers, HistoryId history)
    {
        try
        {
            Give(group, signed!.Of([.. group.Select(waiting => waiting.Input)], answers, history));
        }
        catch (Exception failed)
        {
            foreach (var waiting in group) waiting.Answer.TrySetException(failed);
        }
    }

    private static void Give(Waiting[] group, IReadOnlyList<object> answers)
    {
        for (var i = 0; i < group.Length; i++) group[i].Answer.TrySetResult(answers[i]);
    }

    /// <summary>Nothing is claimed back: the hub that has the store now goes on with it.</summary>
    private void Lose(StoreLostException gone)
    {
        (core, pending) = (null, null);
        if (lost.TrySetResult()) ClaimLost(gone.Message);
    }

    private void Refuse(List<Waiting> group)
    {
        foreach (var waiting in group) waiting.Answer.TrySetResult(null);
        timer?.Change(RetryAfter, Timeout.InfiniteTimeSpan);
    }

    private async Task<IReadOnlyList<object>> DecideAsync(List<Waiting> group)
    {
        ObjectDisposedException.ThrowIf(lost.Task.IsCompleted, this);
        if (pending is not null) await StoreAgainAsync().ConfigureAwait(false);
        if (core is null) await LoadAgainAsync().ConfigureAwait(false);
        if (clock.Look() is { } jump) await DecideAsync([new HubInput.Observe(jump)]).ConfigureAwait(false);
        return await DecideAsync([.. group.Select(waiting => waiting.Input)]).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<object>> DecideAsync(IReadOnlyList<HubInput> inputs)
    {
        var (facts, changes) = (core!.NewFacts(store), new HubChanges(core.State, Now));
        var answers = await core.DecideAsync(inputs, facts, changes).ConfigureAwait(false);
        if (changes.IsEmpty) await SettleAsync(changes).ConfigureAwait(false);
        else await CommitAsync(changes).ConfigureAwait(false);
        return answers;
    }

    private async Task CommitAsync(HubChanges changes)
    {
        var told = await quarantine.AddToAsync(changes, store, setup.Options.MaintenanceAudience).ConfigureAwait(false);
        pending = new Pending(changes.ToCommit(await core!.CheckpointAsync(changes).ConfigureAwait(false)), changes, told);
        await StoreAsync(pending).ConfigureAwait(false);
    }

    /// <summary>A store that failed may have stored the commit all the same.</summary>
    private async Task StoreAgainAsync()
    {
        var (kept, position) = (pending!, await store.ReadPositionAsync(CancellationToken.None).ConfigureAwait(false));
        if (position.Epoch != epoch) throw new StoreLostException(store.ToString()!, epoch, position.Epoch);
        if (position.Number == kept.LastNumber && position.Hash == kept.Commit.Hash) await StoredAsync(kept).ConfigureAwait(false);
        else await StoreAsync(kept).ConfigureAwait(false);
    }

    private async Task StoreAsync(Pending commit)
    {
        await NoteErasuresAsync(commit.Changes).ConfigureAwait(false);
        var began = time.GetTimestamp();
        using (meter.Commit()) await store.CommitAsync(commit.Commit, CancellationToken.None).ConfigureAwait(false);
        meter.Committed(commit.Commit, time.GetElapsedTime(began));
        await StoredAsync(commit).ConfigureAwait(false);
    }

    /// <summary>Before the commit: what a crash leaves undone between the two is done at the next start.</summary>
    private async Task NoteErasuresAsync(HubChanges changes)
    {
        var erasures = changes.OfKind(PrivacyDocuments.Erasures).Select(row => row.Document).OfType<Erasure>().ToArray();
        if (erasures.Length == 0) return;
        var known = await store.FindSubjectsAsync([.. changes.Erased.Keys], CancellationToken.None).ConfigureAwait(false);
        if (setup.ErasureLog is { } log)
            await log.AppendAsync([.. known.Select(subject =>
                new ErasedSubject(subject.Id, changes.Erased[subject.Id] ? subject.Lookup : null))], CancellationToken.None)
                .ConfigureAwait(false);
        await setup.Keys.ForgetAsync([.. erasures.Select(erasure => erasure.Subject)], CancellationToken.None).ConfigureAwait(false);
    }

    private async Task StoredAsync(Pending commit)
    {
        pending = null;
        quarantine.Tell(commit.Told);
        await SettleAsync(commit.Changes).ConfigureAwait(false);
        if (!commit.Changes.HasNotifications) return;
        var awaited = news;
        news = NewSource();
        ThreadPool.UnsafeQueueUserWorkItem(static told => told.TrySetResult(), awaited, preferLocal: false); // a thousand may wait
    }

    private async Task SettleAsync(HubChanges changes)
    {
        Publish(core!.Devices.TakeChanged());
        await core.SettledAsync(changes, store).ConfigureAwait(false);
    }

    private void Publish(IEnumerable<DeviceRecord> changed)
    {
        foreach (var device in changed) devices.Set(device);
        (work, grids) = (core!.Engine, core.Grids);
        (sensors, rules, lanes) = (core.Sensors, core.Judge.Rules, core.Lanes);
        histories = core.Histories!;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var position = await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false);
        if (position.Epoch != epoch) throw new StoreLostException(store.ToString()!, epoch, position.Epoch);
        try
        {
            core = await RememberAsync(position, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception damaged) when (damaged is FormatException or ArgumentException)
        {
            throw new IOException(
                $"The hub store {store} holds what this hub cannot read: {damaged.Message} "
                + "The hub's own files are not the cause. Check the store with 'citykit hub check' and 'citykit journal verify', "
                + "and restore it from a backup where it is damaged. 存储内容无法读取，与配置文件无关；请用上述命令检查，损坏则从备份恢复。", damaged);
        }
    }

    /// <summary>Takes up what falls due, and shows what was read, after a load.</summary>
    private async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        await core!.ReadTimersAsync(store, cancellationToken).ConfigureAwait(false);
        Publish(core.Devices.TakeChanged());
    }

    private async Task LoadAgainAsync()
    {
        await LoadAsync(CancellationToken.None).ConfigureAwait(false);
        await TakeUpAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<HubCore> RememberAsync(StorePosition position, CancellationToken cancellationToken)
    {
        var image = await HubImage.ReadAsync(store, position, cancellationToken).ConfigureAwait(false);
        hasDueTimes = image.HasDueTimes;
        var loaded = new HubCore(setup, maps, Modules, image, logger) { IsFirst = true };
        await loaded.RememberAsync(store.ReadJournalAsync(position.Checkpoint, cancellationToken), store).ConfigureAwait(false);
        return loaded;
    }

    /// <summary>
    /// A store with another history than the hub knows was restored from an older copy: that is reported before anything else.
    /// </summary>
    private async Task TakeUpHistoryAsync(CancellationToken cancellationToken)
    {
        if (core!.Histories is not { } known)
        {
            var begun = new HubChanges(core.State, Now);
            core.BeginHistory(Start.History, begun);
            await store.CommitAsync(begun.ToCommit(null), cancellationToken).ConfigureAwait(false);
        }
        else if (known.Current != Start.History)
            await DecideAsync([new HubInput.Observe(new Restored(
                known.Current.ToString(), Start.History.ToString(), Start.Number, Start.Notification, IsDeclared: true))])
                .ConfigureAwait(false);
        if (core.Devices.LastHeard is { } heard && heard > Now + setup.Options.DeviceClockTolerance)
            await DecideAsync([new HubInput.Observe(new ClockJumped(heard, Now))]).ConfigureAwait(false);
    }

    /// <summary>
    /// Parts of a setup that differ from the last ones in the journal are an input like any other. Another calendar or policy moves the
    /// open work items with it.
    /// </summary>
    private async Task ConfigureAsync(HubConfiguration configuration, CancellationToken cancellationToken)
    {
        if (!hasDueTimes)
            await foreach (var part in core!.DueTimesAsync(store, Now).ConfigureAwait(false))
                await store.CommitAsync(part.ToCommit(null), cancellationToken).ConfigureAwait(false);
        var (veiled, subjects) = core!.IsAsLast(configuration) ? (configuration, FoundSubjects.None)
            : await PrivacyAtStart.VeilAsync(configuration, cancellationToken).ConfigureAwait(false);
        using (subjects)
            if (await core.WantedAsync(veiled, store).ConfigureAwait(false) is { } wanted)
            {
                var (facts, changes) = (core.NewFacts(store), new HubChanges(core.State, Now));
                await core.DecideAsync([new HubInput.Configure(wanted, subjects.New)], facts, changes).ConfigureAwait(false);
                changes.Put(HubCells.Setup, LastSetup.CellOf(veiled));
                var from = await core.CheckpointAsync(changes).ConfigureAwait(false);
                await store.CommitAsync(changes.ToCommit(from), cancellationToken).ConfigureAwait(false);
            }
    }

    private PrivacyStart PrivacyAtStart => new(setup, store, Privacy);

    /// <summary>Those who were erased stay erased, and every key is wrapped with the newest master key.</summary>
    private async Task TakeUpPrivacyAsync(CancellationToken cancellationToken)
    {
        var start = PrivacyAtStart;
        await start.CheckKeysAsync(cancellationToken).ConfigureAwait(false);
        await TakeOverTextsAsync(start, cancellationToken).ConfigureAwait(false);
        if (await start.FindErasedAsync(cancellationToken).ConfigureAwait(false) is { } erased)
            await DecideAsync([new HubInput.Observe(erased)]).ConfigureAwait(false);
        var wrapped = await store.FindCellsAsync([HubCells.Keys], cancellationToken).ConfigureAwait(false);
        await foreach (var part in start.RewrapAsync(wrapped.Count == 0 ? null : wrapped[0]).ConfigureAwait(false))
            await RewrapAsync(part).ConfigureAwait(false);
        if (wrapped.Count > 0 && wrapped[0].Bytes.Span.SequenceEqual(start.KeyId())) return;
        var changes = new HubChanges(core!.State, Now);
        changes.Put(HubCells.Keys, start.KeyId());
        await store.CommitAsync(changes.ToCommit(null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Texts of a version before become records like any other.</summary>
    private async Task TakeOverTextsAsync(PrivacyStart start, CancellationToken cancellationToken)
    {
        while (await store.ReadTextsAsync(PrivacyStart.Together, cancellationToken).ConfigureAwait(false) is { Count: > 0 } texts)
        {
            var changes = new HubChanges(core!.State, Now);
            using var writers = await start.WritersOfAsync(texts, cancellationToken).ConfigureAwait(false);
            foreach (var text in texts)
            {
                var (personal, item) = await start.SealAsync(text, writers, cancellationToken).ConfigureAwait(false);
                core.Keep(personal, item, changes);
                changes.DropText(text.Id);
            }
            await store.CommitAsync(changes.ToCommit(null), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task RewrapAsync(IEnumerable<SubjectKey> subjects)
    {
        var changes = new HubChanges(core!.State, Now);
        foreach (var subject in subjects) changes.Add(subject);
        await store.CommitAsync(changes.ToCommit(null), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The next start replays nothing. When it cannot be stored, the next start replays the journal.</summary>
    private async Task SaveSnapshotAsync()
    {
        if (core is null) return;
        try
        {
            if (pending is not null) await StoreAgainAsync().ConfigureAwait(false);
            var changes = new HubChanges(core.State, Now);
            foreach (var device in core.Devices.TakeAside()) changes.Put(DeviceDocuments.Kind, device.Id.Value, device);
            await CommitRestAsync(changes).ConfigureAwait(false);
            while (core.IsBehind) await CommitRestAsync(new HubChanges(core.State, Now)).ConfigureAwait(false);
        }
        catch (StoreLostException gone)
        {
            Lose(gone);
        }
        catch (IOException failed)
        {
            CommitFailed(failed);
        }
    }

    private async Task CommitRestAsync(HubChanges changes)
    {
        var from = await core!.CheckpointRestAsync(changes).ConfigureAwait(false);
        await store.CommitAsync(changes.ToCommit(from), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Wakes the writer when something falls due; what stays due is tried again in a second, not at once.</summary>
    private void Schedule()
    {
        if (core?.NextDue is not { } due) return;
        var wait = due - Now;
        var late = core.HasMoreDue ? TimeSpan.Zero : RetryAfter;
        timer?.Change(wait > Duration.Zero ? Duration.Min(wait, LongestWait).ToTimeSpan() : late, Timeout.InfiniteTimeSpan);
    }

    internal Instant Now => Instant.FromUnixTimeTicks(time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks);

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<object?> NewAnswer() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Error, Message = "The hub could not commit; senders were asked to send again what waited. "
        + "提交失败，等待的输入已请求重发。")]
    private partial void CommitFailed(Exception failed);

    [LoggerMessage(Level = LogLevel.Critical, Message = "This hub has ended: {Why}")]
    private partial void ClaimLost(string why);
}
