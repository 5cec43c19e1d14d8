using System.Text;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Configuring;
using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Sensors.Register;
using CityKit.Storage;
using NodaTime;

namespace CityKit;

/// <content>What devices and feeds bring, and what they are given.</content>
public sealed partial class CityHub
{
    /// <summary>A hub that cannot store, or has more waiting than it may, tries again within a second.</summary>
    private static readonly Duration BusyFor = Duration.FromSeconds(2);

    /// <summary>Takes in a device's signed batch (<see cref="SignedBatch"/>).</summary>
    public ValueTask<BatchAnswer> AcceptAsync(ReadOnlyMemory<byte> envelope, CancellationToken cancellationToken = default) =>
        AcceptAsync(envelope, null, cancellationToken);

    /// <param name="envelope">The batch.</param>
    /// <param name="checkedBy">The key by which a front has checked the signature; null for one that nobody has checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask<BatchAnswer> AcceptAsync(
        ReadOnlyMemory<byte> envelope, KeyPrint? checkedBy, CancellationToken cancellationToken)
    {
        var limit = setup.Options.Limits.BatchBytes + SignedBatch.Overhead;
        if (envelope.Length > limit) return BatchAnswer.TooLarge(envelope.Length, limit);
        if (SignedBatch.Decode(envelope, out var error) is not { } signed) return BatchAnswer.Garbage(error!);
        if (BatchCodec.DecodeDevice(signed.Batch, out error) is not { } device) return BatchAnswer.Garbage(error!);
        if (front is not null) return await AtFrontAsync(envelope, signed, device, cancellationToken).ConfigureAwait(false);
        if (!(checkedBy is { } print && devices.Find(device)?.Key.Print == print)
            && !devices.TryVerify(device, signed.Batch.Span, signed.Signature.Span, out var known))
            return known ? BatchAnswer.BadSignature(device) : BatchAnswer.Unknown(device);
        if (BatchCodec.Decode(signed.Batch, setup.Options.Limits, out error) is not { } batch) return BatchAnswer.Garbage(error!);
        await NoticeAsync(batch.Header, cancellationToken).ConfigureAwait(false);
        return await writer.DecideAsync(new HubInput.Batch(batch, envelope), cancellationToken).ConfigureAwait(false) as BatchAnswer
            ?? BatchAnswer.Busy(BusyFor);
    }

    /// <summary>A partition that nobody has now is like a hub that cannot store: the device keeps its data and comes again.</summary>
    private async ValueTask<BatchAnswer> AtFrontAsync(
        ReadOnlyMemory<byte> envelope, SignedBatch signed, DeviceId device, CancellationToken cancellationToken)
    {
        try
        {
            return await front!.AcceptAsync(envelope, signed, device, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return BatchAnswer.Busy(BusyFor);
        }
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
            throw new ArgumentException($"Kind '{kind}' and side '{side}' have 1 to 64 characters each.");
        var now = writer.Now.ToUnixTimeSeconds();
        var hour = Instant.FromUnixTimeSeconds(now - now % NodaConstants.SecondsPerHour);
        var surged = new RefusalsSurged(kind, device?.Value, side, hour, count);
        try
        {
            await (front?.ObserveAsync(surged, CancellationToken.None) ?? ObserveAsync(surged, CancellationToken.None).AsTask())
                .ConfigureAwait(false);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
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
        var (doubt, device) = await DoubtAsync(request, signature, cancellationToken).ConfigureAwait(false);
        if (doubt is not null) return doubt;
        if (device?.Bundle is not { } published || published.Version <= request.After) return BundleAnswer.NoneNewer;
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
        var (doubt, device) = await DoubtAsync(request, signature, cancellationToken).ConfigureAwait(false);
        if (doubt is not null) return new ReleaseAnswer(doubt.Status, null, doubt.Message);
        var offered = device?.Release ?? 0;
        if (Releases is null || offered <= request.After) return ReleaseAnswer.NoneNewer;
        return await Releases.OpenAsync(offered, request.Runtime, cancellationToken).ConfigureAwait(false) is { } package
            ? new ReleaseAnswer(BundleStatus.Newer, package, null)
            : ReleaseAnswer.NoneNewer;
    }

    /// <summary>The public half of the key that signs what devices are answered; null when answers are not signed.</summary>
    public DevicePublicKey? AnswerKey => setup.AnswerKey?.Public;

    /// <summary>The packages of agents that the hub hands out; null when it has none.</summary>
    public ReleaseShelf? Releases => setup.Releases;

    /// <summary>Takes in a utility's register readings, and what other sensors of a feed saw (<see cref="FeedBatch.Seen"/>).</summary>
    /// <exception cref="ArgumentException">A row is null or a default struct.</exception>
    /// <exception cref="IOException">The hub cannot store now: send the same again.</exception>
    public async ValueTask<FeedAnswer> AcceptAsync(FeedBatch readings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(readings);
        if (Door.Check(readings) is { } refusal) return new FeedAnswer(0, 0, 0, refusal);
        if (front is not null) return await front.AcceptAsync(readings, cancellationToken).ConfigureAwait(false);
        return (FeedAnswer)(await writer.DecideAsync(new HubInput.Feed(readings), cancellationToken).ConfigureAwait(false) ?? throw Busy());
    }

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

    /// <summary>What the hub knows of its devices.</summary>
    public IReadOnlyList<Devices.DeviceRecord> Devices => front?.Devices ?? devices.All;

    /// <summary>What the hub had answered for and does not have: it was restored from an older copy.</summary>
    public IReadOnlyList<MissingEvents> Missing => [.. Devices.SelectMany(device => device.Missing())];

    /// <summary>
    /// Why a device's question is not answered: not admitted, not its signature, an old date; null when it is. A front reads the device
    /// again.
    /// </summary>
    private async ValueTask<(BundleAnswer? Doubt, DeviceRecord? Device)> DoubtAsync(
        DeviceRequest request, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        var (device, isSigned) = front is not null
            ? await front.FindNowAsync(request.Device, request.ToBytes(), signature, cancellationToken).ConfigureAwait(false)
            : (devices.Find(request.Device), devices.TryVerify(request.Device, request.ToBytes(), signature.Span, out _));
        return (device is null ? BundleAnswer.Unknown(request.Device)
            : !isSigned ? BundleAnswer.BadSignature(request.Device) : Doubt(request, device), device);
    }

    private BundleAnswer? Doubt(DeviceRequest request, DeviceRecord device)
    {
        if (device.Standing != Standing.Active) return BundleAnswer.Unknown(request.Device);
        var now = writer.Now;
        return request.Date < now - DeviceRequest.Freshness || request.Date > now + DeviceRequest.Freshness
            ? BundleAnswer.Stale(request.Date, now)
            : null;
    }
}
