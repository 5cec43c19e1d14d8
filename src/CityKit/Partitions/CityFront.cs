using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Live;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;

namespace CityKit.Partitions;

/// <summary>
/// The front of a city (门面): takes every input to the partition that it belongs to, and reads what is in force from the city's own.
/// </summary>
internal sealed partial class CityFront : IHubFront
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PartitionHubs hubs;
    private readonly IPartitions partitions;
    private readonly ICityReader reader;
    private readonly HubWriter writer;
    private readonly CommandJson json;
    private readonly ILogger logger;
    private readonly CityInForce inForce;
    private readonly CommandRouter router;
    private readonly FeedSplitter feeds;
    private readonly DeviceHomes devices;
    private readonly EvidenceCarrier evidence;
    private readonly SemaphoreSlim reading = new(1);
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private volatile bool isUnread;

    /// <param name="hubs">What the city is made of.</param>
    /// <param name="partitions">Where its hubs are.</param>
    /// <param name="reader">Reads over all of them.</param>
    /// <param name="writer">Shows what is in force; it decides nothing.</param>
    /// <param name="json">Writes commands.</param>
    /// <param name="logger">Where failures go.</param>
    internal CityFront(PartitionHubs hubs, IPartitions partitions, ICityReader reader, HubWriter writer, CommandJson json, ILogger logger)
    {
        (this.hubs, this.partitions, this.reader, this.writer, this.json, this.logger) = (hubs, partitions, reader, writer, json, logger);
        inForce = new CityInForce(hubs.Setup, reader.Of(PartitionId.City), writer.Modules, json);
        router = new CommandRouter(partitions, reader, writer.Modules, writer.Privacy, () => writer.Grids);
        feeds = new FeedSplitter(router, partitions.Count, hubs.Time);
        devices = new DeviceHomes(reader, hubs.Time);
        Lost = partitions is LocalPartitions local ? local.Lost : new TaskCompletionSource().Task;
        evidence = new EvidenceCarrier(partitions, reader, json);
        Feed = new CityFeed(reader);
        Partitions = new PartitionReads([.. PartitionId.All(partitions.Count).Select(id => id.ToString())],
            name => reader.Of(PartitionId.Parse(name)!.Value), WhereAsync);
    }

    /// <inheritdoc/>
    public bool IsRunning { get; private set; }

    /// <inheritdoc/>
    public bool IsFailing => isUnread || (partitions is LocalPartitions { IsFailing: true });

    /// <inheritdoc/>
    public Task Lost { get; }

    /// <inheritdoc/>
    public IFeedSource Feed { get; }

    /// <inheritdoc/>
    public PartitionReads Partitions { get; }

    /// <inheritdoc/>
    public IReadOnlyList<DeviceRecord> Devices =>
        [.. reader.All.ReadAsync(DeviceDocuments.Kind.Query()).ToBlockingEnumerable().OrderBy(device => device.Id)];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsRunning) throw new InvalidOperationException("The hub has been started already.");
        HubFiles.Check(hubs.Setup);
        if (partitions is LocalPartitions local) await local.StartAsync(cancellationToken).ConfigureAwait(false);
        await reader.OpenAsync(writer.Modules.Kinds, cancellationToken).ConfigureAwait(false);
        hubs.Around = (partitions, reader);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        running = Task.Run(FollowAsync, CancellationToken.None);
        IsRunning = true;
    }

    public async Task StopAsync()
    {
        if (stopping.IsCancellationRequested) return;
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        IsRunning = false;
        if (partitions is LocalPartitions local) await local.DisposeAsync().ConfigureAwait(false);
        await reader.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<BatchAnswer> AcceptAsync(
        ReadOnlyMemory<byte> envelope, SignedBatch signed, DeviceId device, CancellationToken cancellationToken)
    {
        var (home, isSigned) = await FindAsync(device, signed.Batch, signed.Signature, cancellationToken).ConfigureAwait(false);
        if (home is null) return BatchAnswer.Unknown(device);
        if (!isSigned) return BatchAnswer.BadSignature(device);
        var answer = (BatchAnswer)await partitions.AskAsync(
            home.Partition, new BatchCall(envelope, home.Device.Key.Print), cancellationToken).ConfigureAwait(false);
        if (answer.Status is BatchStatus.UnknownDevice or BatchStatus.BadSignature) devices.Forget(device);
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask<(DeviceRecord? Device, bool IsSigned)> FindNowAsync(
        DeviceId device, ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        var (home, isSigned) = await FindAsync(device, text, signature, cancellationToken).ConfigureAwait(false);
        if (!isSigned) return (home?.Device, false);
        home = await devices.ReadAsync(device, cancellationToken).ConfigureAwait(false);
        return (home?.Device, home?.Signed(text, signature) is true);
    }

    private async ValueTask<(DeviceHome? Home, bool IsSigned)> FindAsync(
        DeviceId device, ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        var isSigned = false;
        var home = await devices.FindAsync(
            device, known => isSigned = known.Signed(text, signature), cancellationToken).ConfigureAwait(false);
        return (home, isSigned || home?.Signed(text, signature) is true);
    }

    /// <inheritdoc/>
    public async ValueTask<FeedAnswer> AcceptAsync(FeedBatch batch, CancellationToken cancellationToken)
    {
        var total = new FeedAnswer(0, 0, 0, null);
        foreach (var (partition, part) in await feeds.SplitAsync(batch, cancellationToken).ConfigureAwait(false))
        {
            var answer = (FeedAnswer)await partitions.AskAsync(partition, new FeedCall(part), cancellationToken).ConfigureAwait(false);
            if (answer.Refusal is not null) return answer;
            total = new FeedAnswer(total.Accepted + answer.Accepted, total.Duplicates + answer.Duplicates,
                total.Undecided + answer.Undecided, null);
        }
        return total;
    }

    /// <inheritdoc/>
    public async ValueTask<CommandAnswer> ExecuteAsync(HubCommand command, Actor actor, CommandRoad road,
        PersonalData? data, CancellationToken cancellationToken)
    {
        if (Door.Check(command, actor, json) is { } refusal) return CommandAnswer.Refused(refusal);
        var known = road is CommandRoad.Given or CommandRoad.Report
            ? await writer.Privacy.KnownAsync(actor, cancellationToken).ConfigureAwait(false) : actor;
        var by = new ActorView(known, writer.Work, writer.Now);
        var routed = await router.RouteAsync(command, by, cancellationToken).ConfigureAwait(false);
        if ((routed.Refusal ?? await evidence.BringAsync(routed, known, cancellationToken).ConfigureAwait(false)) is { } nowhere)
            return CommandAnswer.Refused(nowhere);
        if (command is PutGrids { Map: { } map }) inForce.Bring(map);
        if (command is EraseSubject erase) routed = routed.With(await KeptAsync(erase, cancellationToken).ConfigureAwait(false));
        var answer = await AskAsync(routed, new CommandCall(command, actor, road, data, json), cancellationToken).ConfigureAwait(false);
        await TakeUpAsync(command, cancellationToken).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Of a subject that several partitions know the records that are kept longest decide when all of them erase it.</summary>
    private async ValueTask<HubCommand> KeptAsync(EraseSubject erase, CancellationToken cancellationToken)
    {
        var latest = await reader.All.QueryAsync(PrivacyDocuments.Records.Query().Where(PrivacyDocuments.Subject, $"{erase.Subject}")
            .OrderBy(PrivacyDocuments.KeepUntil, descending: true).Take(1), cancellationToken).ConfigureAwait(false);
        return erase with { KeptUntil = latest.Rows is [{ KeepUntil: { } until }, ..] && until > writer.Now ? until : null };
    }

    private async ValueTask<CommandAnswer> AskAsync(RoutedCommand routed, CommandCall call, CancellationToken cancellationToken)
    {
        var (done, refused) = (new List<CommandAnswer>(), new List<CommandAnswer>());
        foreach (var (partition, command) in routed.Parts)
        {
            var answer = (CommandAnswer)await partitions.AskAsync(
                partition, call.With(command), cancellationToken).ConfigureAwait(false);
            if (answer.Refusal is null) done.Add(answer);
            else if (routed.IsAny) refused.Add(answer);
            else return done.Count == 0 ? answer
                : CommandAnswer.Refused(Halfway(answer.Refusal, partition, done.Count, routed.Parts.Count));
        }
        return done.FirstOrDefault() ?? refused.Find(answer => answer.Refusal!.Code != "not-found") ?? refused[0];
    }

    /// <summary>What the command changed of what the front knows is known before its caller goes on.</summary>
    private async ValueTask TakeUpAsync(HubCommand command, CancellationToken cancellationToken)
    {
        if (command is PutSensors or RetireSensor) feeds.Forget();
        if (command is AdmitDevice admit) devices.Forget(admit.Device);
        if (writer.Modules.Command(command.GetType()) is BuiltIn.ISettingCommand)
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<object?> KeepAsync(VeiledCommand veiled) =>
        await evidence.KeepAsync(PartitionId.City, veiled, CancellationToken.None).ConfigureAwait(false);

    private async ValueTask<IReadOnlyDictionary<DocumentKey, string>> WhereAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        (await reader.WhereAsync(keys, cancellationToken).ConfigureAwait(false))
            .ToDictionary(found => found.Key, found => found.Value.ToString());

    /// <inheritdoc/>
    public async ValueTask<(ICityStore Store, HubSetup Setup)> HomeOfAsync(DocumentKey document, CancellationToken cancellationToken)
    {
        var home = (await reader.WhereAsync([document], cancellationToken).ConfigureAwait(false))
            .GetValueOrDefault(document, PartitionId.City);
        return (reader.Of(home), hubs.SetupOf(home));
    }

    /// <inheritdoc/>
    public async Task ObserveAsync(Observation seen, CancellationToken cancellationToken) =>
        await partitions.AskAsync(PartitionId.City, new ObserveCall(seen), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask TickAsync(CancellationToken cancellationToken)
    {
        foreach (var partition in PartitionId.All(partitions.Count))
            await partitions.AskAsync(partition, new TickCall(), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Sensor>> FindSensorsAsync(SensorQuestion asked, CancellationToken cancellationToken) =>
        [.. (await router.WhereAsync(asked, cancellationToken).ConfigureAwait(false)).Select(found => found.Entry)];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<PersonalRead>> FindReadsAsync(string key, CancellationToken cancellationToken)
    {
        var reads = new List<PersonalRead>();
        foreach (var partition in PartitionId.All(partitions.Count))
            if (await reader.Of(partition).FindAsync(PrivacyDocuments.Reads, key, cancellationToken).ConfigureAwait(false) is { } read)
                reads.Add(read);
        return reads;
    }

    /// <summary>Reads what is in force, when that changed.</summary>
    private async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await inForce.ReadAsync(cancellationToken).ConfigureAwait(false))
                writer.Show(inForce.Engine, inForce.Grids, inForce.Histories, inForce.Rules);
            isUnread = false;
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(Period, hubs.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false)) await TryRefreshAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // stopped
        }
    }

    private async Task TryRefreshAsync()
    {
        try
        {
            await RefreshAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IOException or FormatException)
        {
            if (!isUnread) NotRead(failed);
            isUnread = true;
        }
    }

    private static Refusal Halfway(Refusal refusal, PartitionId partition, int done, int all) => refusal with
    {
        Message = new LocalizedText(
            $"分区 {partition} 拒绝，此前已有 {done}/{all} 个分区执行；请更正后重发，或重发原内容以恢复一致。{refusal.Message.Zh}",
            $"Partition {partition} refused it, after {done} of {all} had carried it out: give it again when that is mended, "
            + $"or give what was in force before, so that all have the same. {refusal.Message.En}"),
    };

    [LoggerMessage(Level = LogLevel.Error,
        Message = "What is in force in the city could not be read; it is tried again in a second. 未能读取全市现行配置，一秒后重试。")]
    private partial void NotRead(Exception failed);
}
