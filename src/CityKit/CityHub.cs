using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Configuring;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Doors;
using CityKit.Evidence;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Live;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Observations;
using CityKit.Places;
using CityKit.Privacy;
using CityKit.ReadingDesk;
using CityKit.Records;
using CityKit.Residents;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit;

/// <summary>
/// The hub (城市中枢): takes in what devices, utilities and people send, and keeps alerts, leads and work items. One writer, one journal.
/// </summary>
/// <remarks>Every answer is given after its commit is on disk. All methods are safe to call from any thread once the hub has
/// started.</remarks>
public sealed class CityHub : IAsyncDisposable
{
    private readonly HubSetup setup;
    private readonly ICityStore store;
    private readonly HubWriter writer;
    private readonly DeviceDirectory devices = new();
    private readonly CommandJson commands;
    private readonly DeviceNotices notices;
    private readonly ActorFeed feed;
    private readonly CommandLookups lookups;
    private readonly ReplyReader replies;
    private readonly ConcurrentDictionary<string, bool> told = [];

    /// <summary>
    /// A hub over a store; <see cref="CityKitServices.AddCityKit(IServiceCollection, Action{Hosting.CityKitBuilder})"/> makes one for you.
    /// </summary>
    public CityHub(HubSetup setup, ICityStore store, TimeProvider time, ILogger<CityHub>? logger = null, IMeterFactory? meters = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        setup.Options.Validate();
        var quarantine = new Quarantine(logger ?? NullLogger<CityHub>.Instance);
        (this.setup, this.store) = (setup, new QuarantineStore(store, quarantine.Report));
        writer = new HubWriter(setup, this.store, time, devices, quarantine, logger ?? NullLogger<CityHub>.Instance, meters);
        commands = new CommandJson(writer.Modules);
        lookups = new CommandLookups(setup, this.store, () => writer.Work, () => writer.Grids, () => writer.Sensors, time);
        notices = new DeviceNotices(setup.AnswerKey?.Public);
        feed = new ActorFeed(new FeedSight(this.store), () => writer.Histories, () => writer.News, ViewAsync, time);
        Readings = new HubReadings(this.store, () => writer.Sensors, ViewAsync, ExecuteAsync);
        replies = new ReplyReader(this.store, setup.Keys);
        Privacy = new HubPrivacy(
            this.store, setup.Keys, writer.Privacy, () => writer.Sensors, writer.Modules.Things, ExecuteAsync, ViewAsync);
        Public = new PublicDoor(writer.Modules.PublicCodes, setup.Keys, NewPublicFacts, writer.Meter.WrongCode);
        Follow = new FollowDoor(Public, NewPublicFacts, () => Evidence, ExecuteKnownAsync);
        Evidence = setup.Evidence is null ? null : new HubEvidence(new EvidenceParts(setup.Evidence, this.store, setup.Keys, writer.Privacy)
        {
            Decide = veiled => Door.Check(veiled.Command, veiled.Actor, commands) is { } refusal
                ? Task.FromResult<object?>(CommandAnswer.Refused(refusal))
                : DecideAsync(veiled),
            Execute = ExecuteAsync,
            Observe = (seen, cancel) => writer.DecideAsync(new HubInput.Observe(seen), cancel),
            View = ViewAsync,
            Signer = setup.AnswerKey,
            Time = time,
        }, logger ?? NullLogger<CityHub>.Instance);
    }

    private PublicFacts NewPublicFacts() => new(store, writer.Now, writer.Work, setup.Catalogues, replies.OpenAsync);

    /// <summary>Opens the store, replays what the last snapshot lacks, and begins to take inputs.</summary>
    /// <exception cref="ArgumentException">The rule file, the sensor register or the policy has errors or names something that does not
    /// exist, or the setup does not fit what commands changed since; the message lists what, with line and column.</exception>
    /// <exception cref="IOException">The store cannot be opened.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await writer.StartAsync(cancellationToken).ConfigureAwait(false);
        Evidence?.Start();
    }

    /// <summary>Takes nothing more, finishes what waits, and closes the store.</summary>
    public async Task StopAsync()
    {
        if (Evidence is not null) await Evidence.DisposeAsync().ConfigureAwait(false);
        await writer.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Takes in a device's signed batch (<see cref="SignedBatch"/>).</summary>
    public async ValueTask<BatchAnswer> AcceptAsync(ReadOnlyMemory<byte> envelope, CancellationToken cancellationToken = default)
    {
        var limit = setup.Options.Limits.BatchBytes + SignedBatch.Overhead;
        if (envelope.Length > limit) return BatchAnswer.TooLarge(envelope.Length, limit);
        if (SignedBatch.Decode(envelope, out var error) is not { } signed) return BatchAnswer.Garbage(error!);
        if (BatchCodec.DecodeDevice(signed.Batch, out error) is not { } device) return BatchAnswer.Garbage(error!);
        if (!devices.TryVerify(device, signed.Batch.Span, signed.Signature.Span, out var known))
            return known ? BatchAnswer.BadSignature(device) : BatchAnswer.Unknown(device);
        if (BatchCodec.Decode(signed.Batch, setup.Options.Limits, out error) is not { } batch) return BatchAnswer.Garbage(error!);
        await NoticeAsync(batch.Header, cancellationToken).ConfigureAwait(false);
        return await writer.DecideAsync(new HubInput.Batch(batch, envelope), cancellationToken).ConfigureAwait(false) as BatchAnswer
            ?? BatchAnswer.Busy();
    }

    /// <summary>
    /// What a header shows is taken in before the batch, once each; when the hub cannot store now, the next batch shows it again.
    /// </summary>
    private async ValueTask NoticeAsync(BatchHeader header, CancellationToken cancellationToken)
    {
        if (devices.Find(header.Device) is not { } device) return;
        foreach (var noticed in notices.Of(header, device, writer.Histories, writer.Start))
            if (!told.ContainsKey(noticed.Key)
                && await writer.DecideAsync(new HubInput.Observe(noticed), cancellationToken).ConfigureAwait(false) is not null)
                told.TryAdd(noticed.Key, true);
    }

    /// <summary>
    /// Reports to those who maintain the hub that requests are refused often, once an hour for each kind and device or side.
    /// </summary>
    /// <param name="kind">What they are refused for, such as <c>bad-signature</c>; 1 to 64 characters.</param>
    /// <param name="device">The admitted device that they name; null when they name none.</param>
    /// <param name="side">Where they come from, such as <c>outside</c>; 1 to 64 characters and no address, which would be personal
    /// data.</param>
    /// <param name="count">How many there were in this hour.</param>
    /// <returns>False when the hub cannot store it now.</returns>
    /// <exception cref="ArgumentException">A text is empty or too long.</exception>
    public async ValueTask<bool> ReportRefusalsAsync(string kind, DeviceId? device, string side, int count)
    {
        if (kind is not { Length: > 0 and <= 64 } || side is not { Length: > 0 and <= 64 })
            throw new ArgumentException($"Kind '{kind}' and side '{side}' have 1 to 64 characters each. 种类与来源各 1 至 64 个字符。");
        var now = writer.Now.ToUnixTimeSeconds();
        var hour = Instant.FromUnixTimeSeconds(now - now % NodaConstants.SecondsPerHour);
        var surged = new RefusalsSurged(kind, device?.Value, side, hour, count);
        return await writer.DecideAsync(new HubInput.Observe(surged), CancellationToken.None).ConfigureAwait(false) is not null;
    }

    /// <summary>Answers a device that asks for a newer configuration bundle.</summary>
    /// <param name="request">What it asks; the date in it shows that the question is not an old one.</param>
    /// <param name="signature">The device's signature of <see cref="DeviceRequest.ToBytes"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<BundleAnswer> FindBundleAsync(
        BundleRequest request, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Doubt(request, signature) is { } doubt) return doubt;
        if (devices.Find(request.Device)?.Bundle is not { } published || published.Version <= request.After) return BundleAnswer.NoneNewer;
        var entry = await store.FindEntryAsync(
            new EntryKey(JournalKind.Command, published.CommandId), cancellationToken).ConfigureAwait(false);
        return entry is not null && commands.Read(entry.Payload).Command is PublishBundle publish
            ? BundleAnswer.Newer(publish.Bundle)
            : BundleAnswer.NoneNewer;
    }

    /// <summary>Answers a device that asks for a newer release of its agent.</summary>
    /// <param name="request">What it asks; the date in it shows that the question is not an old one.</param>
    /// <param name="signature">The device's signature of <see cref="DeviceRequest.ToBytes"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The package cannot be read now.</exception>
    public async ValueTask<ReleaseAnswer> FindReleaseAsync(
        ReleaseRequest request, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Doubt(request, signature) is { } doubt) return new ReleaseAnswer(doubt.Status, null, doubt.Message);
        var offered = devices.Find(request.Device)?.Release ?? 0;
        if (Releases is null || offered <= request.After) return ReleaseAnswer.NoneNewer;
        return await Releases.OpenAsync(offered, request.Runtime, cancellationToken).ConfigureAwait(false) is { } package
            ? new ReleaseAnswer(BundleStatus.Newer, package, null)
            : ReleaseAnswer.NoneNewer;
    }

    /// <summary>The public half of the key that signs what devices are answered; null when answers are not signed.</summary>
    public DevicePublicKey? AnswerKey => setup.AnswerKey?.Public;

    /// <summary>The packages of agents that the hub hands out; null when it has none.</summary>
    public ReleaseShelf? Releases => setup.Releases;

    /// <summary>Takes in a utility's register readings.</summary>
    /// <exception cref="ArgumentException">A row is null or a default struct.</exception>
    /// <exception cref="IOException">The hub cannot store now: send the same again.</exception>
    public async ValueTask<FeedAnswer> AcceptAsync(FeedBatch readings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(readings);
        if (Door.Check(readings) is { } refusal) return new FeedAnswer(0, 0, 0, refusal);
        return (FeedAnswer)(await writer.DecideAsync(new HubInput.Feed(readings), cancellationToken).ConfigureAwait(false) ?? throw Busy());
    }

    /// <summary>Carries out a person's command. The actor comes from the authenticated principal, never from a request's body.</summary>
    /// <exception cref="ArgumentException">The command holds something that cannot be kept: a null, a default struct, a type of your
    /// own.</exception>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public async ValueTask<CommandAnswer> ExecuteAsync(HubCommand command, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(actor);
        command = await LookUpAsync(command, actor, () => ViewAsync(actor, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (writer.Modules.Command(command.GetType()) is not ModuleCommand { IsPrepared: true } declared)
            return await DecideCheckedAsync(command, actor, cancellationToken).ConfigureAwait(false);
        var (prepared, answer) = await PrepareAsync(declared, command, actor, cancellationToken).ConfigureAwait(false);
        return answer ?? await DecideCheckedAsync(prepared!, actor, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CommandAnswer> DecideCheckedAsync(HubCommand command, Actor actor, CancellationToken cancellationToken) =>
        Door.Check(command, actor, commands) is { } refusal ? CommandAnswer.Refused(refusal)
            : await DecideAsync(command, actor, null, cancellationToken).ConfigureAwait(false);

    /// <summary>Lets the command's module look at what is outside of the hub, once, and for those who may give the command.</summary>
    private async ValueTask<(HubCommand? Command, CommandAnswer? Answer)> PrepareAsync(
        ModuleCommand declared, HubCommand command, Actor actor, CancellationToken cancellationToken)
    {
        if (Door.Check(command, actor, commands) is { } wrong) return (null, CommandAnswer.Refused(wrong));
        var view = await ViewAsync(actor, cancellationToken).ConfigureAwait(false);
        if (declared.Access.Check(declared.Name, view) is { } forbidden) return (null, CommandAnswer.Refused(forbidden));
        if (await IsDoneAsync(declared, command, view.Actor, cancellationToken).ConfigureAwait(false)) return (null, CommandAnswer.Done());
        var (prepared, refusal) = await declared.PrepareAsync(command, actor, writer.Now, cancellationToken).ConfigureAwait(false);
        return (prepared, refusal is null ? null : CommandAnswer.Refused(refusal));
    }

    /// <summary>Whether the journal has the command already, as its module tells.</summary>
    private async ValueTask<bool> IsDoneAsync(
        ModuleCommand declared, HubCommand command, Actor known, CancellationToken cancellationToken) =>
        await JournalledAsync(command, known, cancellationToken).ConfigureAwait(false) is { } before && declared.IsRepeat(command, before);

    private async ValueTask<HubCommand?> JournalledAsync(HubCommand command, Actor known, CancellationToken cancellationToken)
    {
        var key = new EntryKey(JournalKind.Command, CommandIds.KeyOf(known, command.CommandId));
        return await store.FindEntryAsync(key, cancellationToken).ConfigureAwait(false) is { IsPruned: false } entry
            ? commands.Read(entry.Payload).Command : null;
    }

    /// <summary>
    /// Looks up what a command needs to know of what is outside of the hub. A command that comes again is what it was: the journal has what
    /// was found then. What cannot be taken in anyhow, or is not the actor's to give, looks nothing up.
    /// </summary>
    private async ValueTask<T> LookUpAsync<T>(
        T command, Actor actor, Func<ValueTask<ActorView>> viewed, CancellationToken cancellationToken) where T : HubCommand
    {
        if (!lookups.Concerns(command) || Door.Check(command, actor, commands) is not null) return command with { Lookup = null };
        var declared = writer.Modules.Command(command.GetType())!;
        var view = await viewed().ConfigureAwait(false);
        if (declared.Access.Check(declared.Name, view) is not null) return command with { Lookup = null };
        var before = await JournalledAsync(command, view.Actor, cancellationToken).ConfigureAwait(false);
        return command with
        {
            Lookup = before is not null ? before.Lookup : await lookups.FindAsync(
                command, view, writer.Now.InZone(WorkCalendar.Zone).Date, cancellationToken).ConfigureAwait(false),
        };
    }

    private ActorView ViewOfKnown(Actor known) => new(known, writer.Work, writer.Now);

    /// <summary>
    /// Takes up a register file of any length, in parts of <see cref="PutSensors.MaxEntries"/> sensors, each a command of its own: sent
    /// again after an interruption, it goes on where it was.
    /// </summary>
    /// <param name="importId">The import's id: the same for the same file, at most 50 of the characters of a command's id.</param>
    /// <param name="file">The register file, UTF-8 JSON.</param>
    /// <param name="actor">An administrator, from the authenticated principal.</param>
    /// <param name="progress">Hears how many sensors are in force.</param>
    /// <param name="cancellationToken">Gives up; the parts so far stay.</param>
    /// <returns>How many sensors were taken up, and why the rest was not.</returns>
    /// <exception cref="IOException">The file cannot be read, or the hub cannot store now.</exception>
    public async ValueTask<(int Taken, Refusal? Refusal)> ImportSensorsAsync(
        string importId, Stream file, Actor actor, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(importId);
        ArgumentNullException.ThrowIfNull(file);
        if (SensorRegister.Read(file, out var errors) is not { } register) return (0, ConfigurationDesk.Wrong("bad-sensors", errors));
        var taken = 0;
        foreach (var part in register.Sensors.Chunk(PutSensors.MaxEntries))
        {
            var answer = await ExecuteAsync(new PutSensors($"{importId}-{taken}", Encoding.UTF8.GetString(SensorJson.ToUtf8(part).Span)),
                actor, cancellationToken).ConfigureAwait(false);
            if (answer.Refusal is not null) return (taken, answer.Refusal);
            taken += part.Length;
            progress?.Report(taken);
        }
        return (taken, null);
    }

    /// <summary>Reads a module's command from JSON, as people and systems send it.</summary>
    /// <param name="name">The command's name, such as <c>parking/book</c>.</param>
    /// <param name="utf8Json">The command as one object.</param>
    /// <returns>The command, or why it is none.</returns>
    public (HubCommand? Command, Refusal? Refusal) ReadCommand(string name, ReadOnlySpan<byte> utf8Json)
    {
        ArgumentNullException.ThrowIfNull(name);
        return writer.Modules.Command(name) is ModuleCommand declared ? declared.Parse(utf8Json)
            : (null, NoSuch("command", "指令", name, writer.Modules.CommandNames));
    }

    /// <summary>The commands that modules declare and <see cref="ReadCommand"/> reads, and all queries that can be asked.</summary>
    public IReadOnlyList<DeclaredOperation> Operations => [.. writer.Modules.Operations];

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
            OpenReplies = replies.OpenAsync,
        };
        return await declared.AskAsync(store, asked, view, after, limit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes in a person's report with what it says. That is kept apart, encrypted, and can be erased; the journal holds a keyed digest of
    /// it.
    /// </summary>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public async ValueTask<CommandAnswer> ReportAsync(
        FileReport report, PersonalData data, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(actor);
        report = await LookUpAsync(
            report, actor, () => ViewAsync(actor, cancellationToken), cancellationToken).ConfigureAwait(false);
        if ((Door.Check(report, actor, commands) ?? data.Check()) is { } refusal) return CommandAnswer.Refused(refusal);
        return await DecideAsync(report, actor, data.IsEmpty ? null : data, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes in a report of somebody who gives no name (匿名上报), with an account or without: nothing leads from the work item to a person.
    /// Its text is kept apart under a key of its own, for as long as the policy keeps reports; who has the follow code sees how it goes on.
    /// </summary>
    /// <param name="report">The report. All such reports share one space of ids: choose <see cref="HubCommand.CommandId"/> at random, with
    /// 16 characters or more.</param>
    /// <param name="data">What it says. It has no contact and no position of the reporter, by which a person could be found.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public async ValueTask<CommandAnswer> ReportAnonymouslyAsync(
        FileReport report, PersonalData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(data);
        var by = PublicActor.Anonymous;
        report = await LookUpAsync(
            report, by, () => ValueTask.FromResult(ViewOfKnown(by)), cancellationToken).ConfigureAwait(false);
        if ((Door.Check(report, by, commands) ?? AnonymousReports.Check(report, data)) is { } refusal)
            return CommandAnswer.Refused(refusal);
        return await DecideAsync(report, by, data.IsEmpty ? null : data, cancellationToken, isKnown: true).ConfigureAwait(false);
    }

    /// <summary>The same, of a report that is a text alone.</summary>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public ValueTask<CommandAnswer> ReportAsync(
        FileReport report, string text, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ReportAsync(report, new PersonalData { Text = text }, actor, cancellationToken);
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
        if (await writer.DecideAsync(new HubInput.Tick(), cancellationToken).ConfigureAwait(false) is null) throw Busy();
    }

    /// <summary>
    /// Completes when another hub has claimed the store (存储被接管): this one has stored nothing
    /// since, takes nothing more, and is to be stopped.
    /// </summary>
    public Task Lost => writer.Lost;

    /// <summary>
    /// What is stored: alerts, leads, work items, findings, the journal. Readers see whole commits only. A document that cannot be read is
    /// left out, and a finding <c>unreadable</c> names it.
    /// </summary>
    public ICityStore Store => store;

    /// <summary>How the hub is; what is stored is not read for it.</summary>
    public HubHealth Health => new(writer.IsRunning, writer.WaitingInputs, setup.Options.WaitingInputs, writer.IsFailing);

    /// <summary>What the hub knows of its devices.</summary>
    public IReadOnlyList<Devices.DeviceRecord> Devices => devices.All;

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

    /// <summary>Notifications after one, in order, for as long as the caller listens.</summary>
    public async IAsyncEnumerable<Notification> NotificationsAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int Page = 200;
        while (true)
        {
            var news = writer.News;
            var page = await store.ReadNotificationsAsync(after, Page, cancellationToken).ConfigureAwait(false);
            foreach (var notification in page) yield return notification;
            if (page.Count > 0) after = page[^1].Number;
            else await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A page of notifications after a position, for readers that come again: they learn of a restore.</summary>
    /// <param name="after">Where the reader is; <c>default</c> for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public ValueTask<FeedPage> ReadFeedAsync(FeedPosition after, int limit, CancellationToken cancellationToken = default) =>
        writer.Histories.ReadFeedAsync(store, after, limit, cancellationToken);

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
    internal Task News => writer.News;

    /// <summary>What the hub had answered for and does not have: it was restored from an older copy.</summary>
    public IReadOnlyList<MissingEvents> Missing => [.. devices.All.SelectMany(device => device.Missing())];

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

    /// <summary>Why a device's question is not answered: not admitted, not its signature, an old date; null when it is.</summary>
    private BundleAnswer? Doubt(DeviceRequest request, ReadOnlyMemory<byte> signature)
    {
        if (!devices.TryVerify(request.Device, request.ToBytes(), signature.Span, out var known))
            return known ? BundleAnswer.BadSignature(request.Device) : BundleAnswer.Unknown(request.Device);
        if (devices.Find(request.Device) is { Standing: not Standing.Active }) return BundleAnswer.Unknown(request.Device);
        var now = writer.Now;
        return request.Date < now - DeviceRequest.Freshness || request.Date > now + DeviceRequest.Freshness
            ? BundleAnswer.Stale(request.Date, now)
            : null;
    }

    /// <summary>Decides a command; what it says of persons does not get to the journal.</summary>
    private async ValueTask<CommandAnswer> DecideAsync(
        HubCommand command, Actor actor, PersonalData? report, CancellationToken cancellationToken, bool isKnown = false)
    {
        if (Evidence is not null && await Evidence.CheckAsync(command, actor, cancellationToken).ConfigureAwait(false) is { } unknown)
            return CommandAnswer.Refused(unknown);
        if (writer.Privacy.Check(command) is { } wrong) return CommandAnswer.Refused(wrong);
        while (true)
        {
            var veiled = await writer.Privacy.VeilAsync(command, actor, report, cancellationToken, isKnown).ConfigureAwait(false);
            var answer = await DecideAsync(veiled).WaitAsync(cancellationToken).ConfigureAwait(false) ?? throw Busy();
            if (answer is CommandAnswer decided) return decided; // else its subjects were stored meanwhile under other ids: once more
        }
    }

    /// <summary>Carries out a command of an actor that the hub itself made: nobody's account.</summary>
    private async ValueTask<CommandAnswer> ExecuteKnownAsync(HubCommand command, Actor actor, CancellationToken cancellationToken)
    {
        command = await LookUpAsync(
            command, actor, () => ValueTask.FromResult(ViewOfKnown(actor)), cancellationToken).ConfigureAwait(false);
        return Door.Check(command, actor, commands) is { } refusal ? CommandAnswer.Refused(refusal)
            : await DecideAsync(command, actor, null, cancellationToken, isKnown: true).ConfigureAwait(false);
    }

    /// <summary>Its new subjects are its own until it is decided, also when the caller no longer waits.</summary>
    private async Task<object?> DecideAsync(VeiledCommand veiled)
    {
        using (veiled)
            return await writer.DecideAsync(
                commands.InputOf(veiled.Command, veiled.Actor, personal: veiled.Personal), CancellationToken.None).ConfigureAwait(false);
    }

    private static Refusal NoSuch(string en, string zh, string name, IEnumerable<string> known) =>
        Refusal.Of("not-found", $"There is no {en} '{name}'.", $"没有名为“{name}”的{zh}。", [.. known]);

    private static IOException Busy() => new("The hub cannot store now: try again later. 暂时无法存储，请稍后重试。");
}
