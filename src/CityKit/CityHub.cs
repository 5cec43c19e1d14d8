using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core.Signing;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Doors;
using CityKit.Evidence;
using CityKit.Intake;
using CityKit.Live;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Observations;
using CityKit.Places;
using CityKit.Privacy;
using CityKit.ReadingDesk;
using CityKit.Records;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Verifying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit;

/// <summary>The hub of a city (城市中枢): takes in what devices, utilities and people send, and keeps alerts, leads and work items.</summary>
/// <remarks>
/// Take it from the services: <c>AddCityKit</c> creates it, starts it and stops it. All methods may be called from any thread once the hub
/// has started. One writer decides all inputs in one order, and an answer comes after its commit is stored. The hub signs nobody in: you
/// give it an <see cref="Actor"/>, made from the authenticated principal.
/// </remarks>
/// <example><code>
/// var officer = Actor.Of("officer-1", "duty room", Role.DutyOfficer);
/// var answer = await hub.ExecuteAsync(new OpenItem("o-1", "property-order", "hotline"), officer);
/// if (answer.Refusal is { } refusal) Console.WriteLine($"{refusal.Message.En} Allowed: {string.Join(", ", refusal.Allowed)}");
/// await foreach (var item in hub.Store.ReadAsync(ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1)))
///     Console.WriteLine($"{item.Number}: {item.Title}");
/// </code></example>
public sealed partial class CityHub : IAsyncDisposable
{
    private readonly HubSetup setup;
    private readonly ICityStore store;
    private readonly HubWriter writer;
    private readonly DeviceDirectory devices = new();
    private readonly CommandJson commands;
    private readonly DeviceNotices notices;
    private readonly IFeedSource source;
    private readonly ActorFeed feed;
    private readonly CommandLookups lookups;
    private readonly ReplyReader replies;
    private readonly ConcurrentDictionary<string, bool> told = [];
    private readonly IHubFront? front;
    private readonly QueryRoads roads;

    /// <summary>
    /// A hub over a store; <see cref="CityKitServices.AddCityKit(IServiceCollection, Action{Hosting.CityKitBuilder})"/> makes one for you.
    /// </summary>
    public CityHub(HubSetup setup, ICityStore store, TimeProvider time, ILogger<CityHub>? logger = null, IMeterFactory? meters = null)
        : this(setup, store, time, logger, meters, null)
    {
    }

    private CityHub(HubSetup setup, ICityStore store, TimeProvider time, ILogger<CityHub>? logger, IMeterFactory? meters,
        Func<HubWriter, CommandJson, IHubFront>? newFront)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        setup.Options.Validate();
        var quarantine = new Quarantine(logger ?? NullLogger<CityHub>.Instance);
        (this.setup, this.store) = (setup, new QuarantineStore(store, quarantine.Report));
        writer = new HubWriter(setup, this.store, time, devices, quarantine, logger ?? NullLogger<CityHub>.Instance, meters);
        commands = new CommandJson(writer.Modules);
        front = newFront?.Invoke(writer, commands);
        lookups = new CommandLookups(setup, this.store, () => writer.Work, () => writer.Grids, () => writer.Sensors, time);
        notices = new DeviceNotices(setup.AnswerKey?.Public);
        source = front?.Feed ?? new HubFeed(this.store, () => writer.Histories, () => writer.News);
        feed = new ActorFeed(source, new FeedSight(source, this.store), ViewAsync, time);
        roads = new QueryRoads
        {
            StoreOf = async (document, cancel) => (await HomeOfAsync(document, cancel).ConfigureAwait(false)).Store,
            Replay = new HubReplays(HomeOfAsync).RunAsync,
        };
        Readings = new HubReadings(this.store, FindSensorsAsync, ViewAsync, ExecuteAsync);
        replies = new ReplyReader(this.store, setup.Keys);
        Privacy = new HubPrivacy(
            this.store, setup.Keys, writer.Privacy, FindSensorsAsync, writer.Modules.Things, ExecuteAsync, ViewAsync, FindReadsAsync);
        Public = new PublicDoor(writer.Modules.PublicCodes, setup.Keys, NewPublicFacts, writer.Meter.WrongCode);
        Follow = new FollowDoor(Public, NewPublicFacts, () => Evidence, ExecuteKnownAsync);
        Evidence = setup.Evidence is null ? null : new HubEvidence(new EvidenceParts(setup.Evidence, this.store, setup.Keys, writer.Privacy)
        {
            Decide = veiled => Door.Check(veiled.Command, veiled.Actor, commands) is { } refusal
                ? Task.FromResult<object?>(CommandAnswer.Refused(refusal))
                : front?.KeepAsync(veiled) ?? DecideAsync(veiled),
            Execute = ExecuteAsync,
            Observe = (seen, cancel) => front?.ObserveAsync(seen, cancel) ?? writer.DecideAsync(new HubInput.Observe(seen), cancel),
            View = ViewAsync,
            StoreOf = roads.StoreOf,
            Signer = setup.AnswerKey,
            Time = time,
        }, logger ?? NullLogger<CityHub>.Instance);
    }

    private ValueTask<(ICityStore Store, HubSetup Setup)> HomeOfAsync(DocumentKey document, CancellationToken cancellationToken) =>
        front?.HomeOfAsync(document, cancellationToken) ?? ValueTask.FromResult((store, setup));

    private PublicFacts NewPublicFacts() => new(store, writer.Now, writer.Work, setup.Catalogues, replies.OpenAsync);

    /// <summary>Opens the store, replays what the last snapshot lacks, and begins to take inputs.</summary>
    /// <exception cref="ArgumentException">The rule file, the sensor register or the policy has errors or names something that does not
    /// exist, or the setup does not fit what commands changed since; the message lists what, with line and column.</exception>
    /// <exception cref="IOException">The store cannot be opened.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await (front?.StartAsync(cancellationToken) ?? writer.StartAsync(cancellationToken)).ConfigureAwait(false);
        Relay?.Start();
        if (setup.Slice is null) Evidence?.Start(); // of a city of partitions the front sweeps: a partition does not know what others keep
    }

    /// <summary>Takes nothing more, finishes what waits, and closes the store.</summary>
    public async Task StopAsync()
    {
        if (Evidence is not null) await Evidence.DisposeAsync().ConfigureAwait(false);
        if (Relay is not null) await Relay.DisposeAsync().ConfigureAwait(false);
        if (front is not null) await front.StopAsync().ConfigureAwait(false);
        await writer.StopAsync().ConfigureAwait(false);
    }

    /// <summary>The commands that modules declare and <see cref="ReadCommand"/> reads, and all queries that can be asked.</summary>
    public IReadOnlyList<DeclaredOperation> Operations => [.. writer.Modules.Operations];

    /// <summary>The map of grids in force; null without one.</summary>
    public Grids.Maps.GridMap? Grids => writer.Grids;

    /// <summary>Asks a query that a module declared, one page.</summary>
    /// <param name="name">The query's name, such as <c>parking/free</c>.</param>
    /// <param name="arguments">Its arguments by name.</param>
    /// <param name="actor">Who asks, from the authenticated principal.</param>
    /// <param name="after">Where the page begins; null for the first.</param>
    /// <param name="limit">How many rows at most, 1 to <see cref="DocumentQuery.MaxRows"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<QueryAnswer> QueryAsync(string name, IReadOnlyDictionary<string, string> arguments,
        Actor actor, DocumentCursor? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentOutOfRangeException.ThrowIfNotEqual(limit, Math.Clamp(limit, 1, DocumentQuery.MaxRows));
        if (writer.Modules.Query(name) is not { } declared)
            return new QueryAnswer(NoSuch("query", "查询", name, writer.Modules.QueryNames), [], null);
        var view = await ViewAsync(actor, cancellationToken).ConfigureAwait(false);
        if (declared.Access.Check(name, view) is { } refusal) return new QueryAnswer(refusal, [], null);
        var asked = new QueryArguments(arguments, declared.Parameters, writer.Now)
        {
            Catalogues = setup.Catalogues, Grids = writer.Grids, Figures = setup.Figures,
            OpenReplies = replies.OpenAsync, Partitions = front?.Partitions ?? PartitionReads.None,
            Rules = writer.Rules, FindSubject = writer.Privacy.FindSubjectAsync, Roads = roads,
            FindSensors = (device, cancel) => FindSensorsAsync(new SensorQuestion { Devices = [device] }, cancel),
        };
        return await declared.AskAsync(store, asked, view, after, limit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What sensors read over time.</summary>
    public HubReadings Readings { get; }

    /// <summary>Personal data: opened, with a note of who read it, and erased.</summary>
    public HubPrivacy Privacy { get; }

    /// <summary>What anybody may read by a code, without signing in.</summary>
    public PublicDoor Public { get; }

    /// <summary>What who holds the follow code of a report may do without an account.</summary>
    public FollowDoor Follow { get; }

    /// <summary>Pictures and clips that reports and steps name; null for a hub that keeps none (<c>UseEvidence</c>).</summary>
    public HubEvidence? Evidence { get; }

    /// <summary>
    /// Does what has fallen due by the hub's clock. The hub calls it itself; tests and replays call it after moving time.
    /// </summary>
    /// <exception cref="IOException">The hub cannot store now.</exception>
    public async ValueTask TickAsync(CancellationToken cancellationToken = default)
    {
        if (front is not null) await front.TickAsync(cancellationToken).ConfigureAwait(false);
        else if (await writer.DecideAsync(new HubInput.Tick(), cancellationToken).ConfigureAwait(false) is null) throw Busy();
    }

    /// <summary>
    /// Completes when another hub has claimed the store (存储被接管): this one has stored nothing
    /// since, takes nothing more, and is to be stopped.
    /// </summary>
    public Task Lost => front?.Lost ?? writer.Lost;

    /// <summary>
    /// What is stored: alerts, leads, work items, findings, the journal. Readers see whole commits only. A document that cannot be read is
    /// left out, and a finding <c>unreadable</c> names it.
    /// </summary>
    public ICityStore Store => store;

    /// <summary>How the hub is; what is stored is not read for it.</summary>
    public HubHealth Health => front is not null ? new(front.IsRunning, 0, setup.Options.WaitingInputs, front.IsFailing)
        : new(writer.IsRunning, writer.WaitingInputs, setup.Options.WaitingInputs, writer.IsFailing);

    /// <summary>What an actor may see and do, by what is in force now.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<ActorView> ViewAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var known = await writer.Privacy.KnownAsync(actor, cancellationToken).ConfigureAwait(false);
        return new ActorView(known, writer.Work, writer.Now);
    }

    /// <summary>A work item as far as an actor may see it; null when there is none, or he may not see it.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<(WorkItem Item, ActorView View)?> FindItemAsync(
        WorkItemId id, Actor actor, CancellationToken cancellationToken = default)
    {
        var view = await ViewAsync(actor, cancellationToken).ConfigureAwait(false);
        var item = await store.FindItemAsync(id, cancellationToken).ConfigureAwait(false);
        return item is not null && view.Over(item) is not null ? (item, view) : null;
    }

    /// <summary>Notifications after a position, in order, for as long as the caller listens.</summary>
    public async IAsyncEnumerable<Notification> NotificationsAsync(
        FeedPosition after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int Page = 200;
        while (true)
        {
            var news = source.News;
            var page = await source.ReadAsync(after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var notification in page.Notifications) yield return notification;
            after = page.Next;
            if (page.Notifications.Count == 0) await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Where the notifications end now: who reads from there on gets what is new.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public ValueTask<FeedPosition> ReadFeedEndAsync(CancellationToken cancellationToken = default) => source.EndAsync(cancellationToken);

    /// <summary>Where a reader begins who wants what happened since a moment: the last notification before it.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal ValueTask<FeedPosition> FeedSinceAsync(Instant since, CancellationToken cancellationToken) =>
        source.SinceAsync(since, cancellationToken);

    /// <summary>A page of notifications after a position, for readers that come again: they learn of a restore.</summary>
    /// <param name="after">Where the reader is; <c>default</c> for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public ValueTask<FeedPage> ReadFeedAsync(FeedPosition after, int limit, CancellationToken cancellationToken = default) =>
        source.ReadAsync(after, limit, cancellationToken);

    /// <summary>The same as far as an actor may see it: what is about his items, alerts and leads, and what is addressed to him.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public ValueTask<FeedPage> ReadFeedAsync(
        FeedPosition after, int limit, Actor actor, CancellationToken cancellationToken = default) =>
        feed.ReadAsync(after, limit, actor, cancellationToken);

    /// <summary>
    /// Notifications as an actor may see them, from a position on, for as long as the caller listens: pages, in order. An empty page comes
    /// when there was nothing for him, or nothing at all for a while. Who listens costs the writer nothing.
    /// </summary>
    /// <param name="after">Where the listener is; <c>default</c> for the beginning.</param>
    /// <param name="actor">Who listens, from the authenticated principal.</param>
    /// <param name="heartbeat">The longest time without a page.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public IAsyncEnumerable<FeedPage> ListenAsync(
        FeedPosition after, Actor actor, TimeSpan heartbeat, CancellationToken cancellationToken = default) =>
        feed.ListenAsync(after, actor, heartbeat, cancellationToken);

    /// <summary>Completes with the next commit that brings notifications; cancelled when the hub has stopped.</summary>
    internal Task News => source.News;

    /// <summary>The history of the record that goes on: numbers of notifications and entries are of it.</summary>
    public HistoryId History => writer.Histories.Current;

    /// <summary>The histories of the record that this one went on from, the oldest first: each was cut short by a restore.</summary>
    public IReadOnlyList<EndedHistory> EndedHistories => writer.Histories.Ended;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        feed.Dispose();
    }
}
