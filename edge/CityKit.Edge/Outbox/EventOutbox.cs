using System.Threading.Channels;
using CityKit.Core;
using CityKit.Core.Chain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CityKit.Edge.Outbox;

/// <summary>
/// The outbox (发件箱): what a device saw and what it remembers, on its own disk until the hub answered. An event's identity is
/// (device, outbox id, lane, sequence). Safe for the loop that commits and the forwarder that sends at once.
/// </summary>
/// <remarks>
/// The runtime has one (<see cref="EdgeRuntime.Outbox"/>); open one yourself only while no agent runs. It is one SQLite file that one
/// process holds. A commit returns when it is on the disk, so a power cut loses none of it; a damaged file is moved aside and what can be
/// read of it is taken over. When it is full the oldest readings go, as one event that says which; alarms never do. Readings are offered
/// only up to the first alarm, in the order of committing, that the hub has not taken: at the hub alarms may be ahead of readings, never
/// behind, and no rule judges a minute whose contact change is still on the way. All members may be used from any thread.
/// </remarks>
/// <example><code>
/// var file = new OutboxOptions { Path = "/var/lib/my-edge/outbox.db", Device = DeviceId.Parse("gate-7") };
/// using var outbox = EventOutbox.Open(file); // refused while another process has it
/// var status = outbox.Status;
/// Console.WriteLine($"{status.Alarm.Rows} alarms and {status.Reading.Rows} readings wait for the hub");
/// if (outbox.MovedAside is { } damaged) Console.WriteLine($"the file was damaged and is kept as {damaged}");
/// </code></example>
public sealed class EventOutbox : IDisposable
{
    private readonly Lock gate = new();
    private readonly Channel<bool> signal =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly OutboxStore store;
    private readonly OutboxWriter writer;
    private readonly OutboxSender sender;

    private EventOutbox(OutboxStore store, OutboxOptions options)
    {
        Device = options.Device;
        this.store = store;
        writer = new OutboxWriter(store, options.CapBytes);
        sender = new OutboxSender(store);
    }

    /// <summary>The device.</summary>
    public DeviceId Device { get; }

    /// <summary>Where an unreadable file was moved to when this outbox was started in its place; null when nothing was wrong.</summary>
    public string? MovedAside => Salvage?.MovedAside;

    /// <summary>What became of an unreadable file when this outbox was started in its place; null when nothing was wrong.</summary>
    internal OutboxSalvage? Salvage { get; private set; }

    /// <summary>How far the source was read when the last commit was made; null before the first.</summary>
    public SourcePosition? Source
    {
        get { lock (gate) return store.State.Source; }
    }

    /// <summary>The state of the outbox.</summary>
    public OutboxStatus Status
    {
        get { lock (gate) return store.Status; }
    }

    /// <summary>The schema in which this version keeps its file; a file with a higher one is refused.</summary>
    public static int SchemaVersion => OutboxSchema.Schema.Version;

    /// <summary>
    /// Opens the outbox, or begins it with a new random id; a damaged file is moved aside first, and what can be read of it goes into the
    /// new one.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="RefusedException">The file is in use, another device's, another program's or a newer version's.</exception>
    public static EventOutbox Open(OutboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        OutboxRepair.Finish(options.Path);
        try
        {
            return OpenSound(options);
        }
        catch (Exception damage) when (OutboxDamage.Is(damage, options.Path))
        {
            var salvage = OutboxRepair.Run(options);
            var outbox = OpenSound(options);
            outbox.Salvage = salvage;
            return outbox;
        }
    }

    /// <summary>The ordinal of a boot, a new one when it was not seen before.</summary>
    internal int OpenBoot(BootId boot)
    {
        lock (gate)
        {
            if (store.Boots.Find(boot) is { } known) return known;
            store.Keep(() => store.Boots.Add(boot));
            return store.Boots.Find(boot)!.Value;
        }
    }

    /// <summary>Whether readings of a boot wait for its wall time; alarms never do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No event can name this boot.</exception>
    internal bool IsWaitingForClock(int boot)
    {
        lock (gate) return !store.Boots.IsReady(store.Known(boot));
    }

    /// <summary>What is known of a boot's wall time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No event can name this boot.</exception>
    internal BootClock Clock(int boot)
    {
        lock (gate) return store.Boots[store.Known(boot)];
    }

    /// <summary>Sets a boot's wall time; what waited for it may go.</summary>
    /// <returns>False when the disk refuses: try again.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No event can name this boot.</exception>
    internal bool SetClock(int boot, Instant zero, ClockQuality quality) => ChangeBoot(boot, () => store.Boots.Set(boot, zero, quality));

    /// <summary>Lets the readings of a boot go without wall time, as its alarms do from the start.</summary>
    /// <returns>False when the disk refuses: try again.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No event can name this boot.</exception>
    internal bool ReleaseClock(int boot) => ChangeBoot(boot, () => store.Boots.Release(boot));

    /// <summary>The state that was committed under a key; null when there is none.</summary>
    internal byte[]? State(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (gate) return store.State.Get(key);
    }

    /// <summary>The keys with a state that begin with these characters, in order.</summary>
    internal IReadOnlyList<string> StateKeys(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        lock (gate) return store.State.KeysOf(prefix);
    }

    /// <summary>Makes events, state and source position durable, all or nothing; returns when they are on the disk.</summary>
    /// <returns>The last sequences, or a refusal: <c>outbox-full</c> when even giving up readings makes no room, <c>disk</c> when the disk
    /// refuses.</returns>
    /// <exception cref="ArgumentException">An event breaks a limit or names an unknown boot; nothing was kept.</exception>
    internal OutboxReceipt Commit(OutboxCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        OutboxReceipt receipt;
        lock (gate) receipt = writer.Commit(commit);
        if (receipt.IsCommitted && commit.Events.Count > 0) signal.Writer.TryWrite(true);
        return receipt;
    }

    /// <summary>The next events of a lane; null when there are none that may go.</summary>
    internal OutboxBatch? NextBatch(Lane lane, BatchLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        lock (gate) return sender.NextBatch(Device, lane, limits);
    }

    /// <summary>
    /// The hub has everything up to here: it is part of the tail from now on, and forgotten when that is longer than the options say.
    /// Both are written with a later commit, so that an answer costs the disk nothing of its own. After a kill before that, fewer than 256
    /// events and those of one batch go out once more, and the hub answers them again.
    /// </summary>
    /// <param name="lane">The lane.</param>
    /// <param name="through">The last sequence that the hub has.</param>
    /// <param name="receipt">The hub's signed answer, kept until the next one; null when it signed none.</param>
    /// <returns>False, with nothing changed, when the lane has no such place: the hub speaks of another history.</returns>
    internal bool Synced(Lane lane, long through, byte[]? receipt = null)
    {
        lock (gate) return sender.Synced(store.Table(lane), through, receipt);
    }

    /// <summary>
    /// The hub's last signed answer in a lane of this outbox; empty when there is none. After a kill it may be an earlier one.
    /// </summary>
    internal ReadOnlyMemory<byte> Receipt(Lane lane)
    {
        lock (gate) return store.Table(lane).State.Receipt;
    }

    /// <summary>
    /// Whether what this outbox has up to a place is what the hub took in: the same running hash. A place it does not know is left to the
    /// cursor's own rules.
    /// </summary>
    internal bool Agrees(Lane lane, long cursor, RunningHash hash)
    {
        lock (gate) return store.Table(lane) is var table && (!table.IsBoundary(cursor) || table.HashOf(cursor) == hash);
    }

    /// <summary>
    /// The hub named its cursor: go on from there. What is before it stays until a batch after it is taken, so that a cursor moved by a
    /// copy of this outbox costs nothing; only when nothing is after it does it count as answered at once. A cursor in the tail is one of a
    /// hub that lost what it had taken: what is after it goes again as it went before, and where nothing waits in the other lane, its last
    /// event too, so that the hub can say what it lost there.
    /// </summary>
    /// <returns>False, with nothing changed, when the lane has no such place: the hub speaks of another history.</returns>
    internal bool MoveTo(Lane lane, long cursor)
    {
        lock (gate) return sender.MoveTo(store.Table(lane), cursor);
    }

    /// <summary>
    /// The hub, and surely the hub, named a cursor before all that is kept: a <see cref="EventKind.Dropped"/> with the reason
    /// <c>forgotten</c> stands for the events that are gone on both sides, and it, the tail and the rest go after the hub's own place.
    /// </summary>
    /// <param name="lane">The lane.</param>
    /// <param name="cursor">The hub's cursor.</param>
    /// <param name="hash">The hub's running hash there.</param>
    /// <returns>False, with nothing changed, when the cursor is not before all that is kept, or nothing is kept.</returns>
    internal bool FallBack(Lane lane, long cursor, RunningHash hash)
    {
        lock (gate) return sender.FallBack(store.Table(lane), cursor, hash);
    }

    /// <summary>
    /// Opens a new outbox with a new random id: everything the hub has not answered for is numbered again from 1, in both lanes.
    /// </summary>
    internal OutboxId Diverge()
    {
        lock (gate)
        {
            store.StartOver();
            signal.Writer.TryWrite(true);
            return store.Identity.Id;
        }
    }

    /// <summary>
    /// Takes an event that the hub cannot read out of the way: its bytes are kept aside, a <see cref="EventKind.Dropped"/> of one is in its
    /// place.
    /// </summary>
    /// <returns>False when there is no such event or it stands for others already.</returns>
    internal bool SetAside(Lane lane, long sequence)
    {
        lock (gate) return sender.SetAside(lane, sequence);
    }

    /// <summary>Waits until something may have become ready to be sent.</summary>
    internal async ValueTask WaitAsync(CancellationToken cancel) => await signal.Reader.ReadAsync(cancel).ConfigureAwait(false);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (gate) store.Dispose();
    }

    /// <summary>Opens a file that is as it was written.</summary>
    public static EventOutbox OpenSound(OutboxOptions options) => new(OutboxStore.OpenSound(options), options);

    /// <summary>
    /// Takes what was salvaged into this new outbox, all or nothing; a marker stands for each run of events that could not be read.
    /// </summary>
    /// <returns>How many events could not be read.</returns>
    internal long TakeOver(SalvagedOutbox salvaged)
    {
        lock (gate) return writer.TakeOver(salvaged);
    }

    /// <summary>The loop must not end because the disk is full.</summary>
    private bool ChangeBoot(int boot, Action change)
    {
        try
        {
            lock (gate)
            {
                store.Known(boot);
                store.Keep(change);
            }
        }
        catch (SqliteException failed) when (OutboxStore.IsOfTheDisk(failed))
        {
            return false;
        }
        signal.Writer.TryWrite(true);
        return true;
    }
}
