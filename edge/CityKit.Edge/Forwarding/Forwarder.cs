using System.Diagnostics.Metrics;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Outbox;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;

namespace CityKit.Edge.Forwarding;

/// <summary>
/// Sends the outbox to the hub (转发): signed batches, one at a time, alarms always first, until each is answered. The outbox forgets only
/// on the hub's own "synced"; whatever else the hub or the network says, nothing is lost.
/// </summary>
public sealed class Forwarder
{
    private readonly EventOutbox outbox;
    private readonly ForwarderOptions options;
    private readonly HubClient hub;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Backoff backoff;
    private readonly LaneLimits limits;
    private readonly ForwarderMeter meter;
    private readonly SemaphoreSlim resumed = new(0, 1);
    private readonly Pulse progress = new();
    private readonly bool[] owesReceipt = [true, true];
    private bool moved;
    private ForwarderStatus status = new(ForwarderState.Idle, null, 0, 0, 0, 0);

    /// <summary>A forwarder that does not run yet.</summary>
    /// <param name="outbox">What to send; open longer than the forwarder runs.</param>
    /// <param name="key">Signs the batches.</param>
    /// <param name="http">Sends them; owned by the caller.</param>
    /// <param name="options">Where to and how patiently.</param>
    /// <param name="time">For waiting.</param>
    /// <param name="random">For the pauses between retries.</param>
    /// <param name="logger">For people.</param>
    /// <param name="meter">For the counters; owned by the caller.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Forwarder(EventOutbox outbox, DeviceKey key, HttpClient http, ForwarderOptions options, TimeProvider time, Random random,
        ILogger<Forwarder> logger, Meter meter)
    {
        options.Check();
        (this.outbox, this.options, this.time, this.logger) = (outbox, options, time, logger);
        hub = new HubClient(http, key, options, time);
        backoff = new Backoff(options, random);
        limits = new LaneLimits(options.Batch);
        this.meter = new ForwarderMeter(meter);
    }

    /// <summary>Its state.</summary>
    public ForwarderStatus Status => Volatile.Read(ref status);

    /// <summary>The key by which the hub's answers are checked; null when they are not.</summary>
    public DevicePublicKey? AnswerKey => options.AnswerKey;

    /// <summary>
    /// Goes on after the hub retired the outbox: the operator has set it right there, or called <see cref="EventOutbox.Diverge"/> for a new
    /// one.
    /// </summary>
    public void Resume()
    {
        if (Status.State == ForwarderState.Retired && resumed.CurrentCount == 0) resumed.Release();
    }

    /// <summary>Ends when the hub has answered for everything in both lanes.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (true)
        {
            var next = progress.Next;
            if (outbox.Status is { Alarm.Rows: 0, Reading.Rows: 0 }) return;
            await next.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Sends until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await StepAsync(cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                ForwarderLog.Failed(logger, failure);
                await WaitAsync(ForwarderState.Retrying,
                    new LocalizedText($"转发失败：{failure.Message}", $"Forwarding failed: {failure.Message}"), options.LongestRetry, cancel)
                        .ConfigureAwait(false);
            }
        }
    }

    private async Task StepAsync(CancellationToken cancel)
    {
        if ((outbox.NextBatch(Lane.Alarm, limits[Lane.Alarm]) ?? outbox.NextBatch(Lane.Reading, limits[Lane.Reading])) is not { } batch)
        {
            Tell(ForwarderState.Idle, null);
            await outbox.WaitAsync(cancel).ConfigureAwait(false);
            return;
        }
        var answer = await hub.SendAsync(WithAnswerKey(batch), cancel).ConfigureAwait(false);
        if (answer.Receipt is not null) owesReceipt[(int)batch.Header.Lane] = false;
        if (answer.IsOfTheHub) Volatile.Write(ref status, Status with { LastContact = time.GetUtcNow().ToInstant() });
        if (answer.Kind != HubAnswerKind.Synced) meter.Failed(answer.Kind);
        await ApplyAsync(batch, answer, cancel).ConfigureAwait(false);
        progress.Beat();
    }

    /// <summary>A hub that may have lost what it had answered for is shown its last answer.</summary>
    private OutboxBatch WithAnswerKey(OutboxBatch batch)
    {
        if (options.AnswerKey is not { } key) return batch;
        var receipt = owesReceipt[(int)batch.Header.Lane] ? outbox.Receipt(batch.Header.Lane) : default;
        return batch with { Header = batch.Header with { AnswerKey = key.Print, Receipt = receipt } };
    }

    private Task ApplyAsync(OutboxBatch batch, HubAnswer answer, CancellationToken cancel) => answer.Kind switch
    {
        HubAnswerKind.Synced or HubAnswerKind.Moved when answer.Hash is { } hash
            && !outbox.Agrees(batch.Header.Lane, answer.Cursor, hash) => DivergeAsync(answer, cancel),
        HubAnswerKind.Synced when answer.Cursor == batch.Last => Synced(batch, answer),
        HubAnswerKind.Synced or HubAnswerKind.Moved => MoveAsync(batch, answer, cancel),
        HubAnswerKind.Diverged => DivergeAsync(answer, cancel),
        HubAnswerKind.Retired => RetireAsync(answer, cancel),
        HubAnswerKind.TooLarge when batch.Events.Count > 1 => Halve(batch),
        HubAnswerKind.TooLarge or HubAnswerKind.Garbage => GarbageAsync(batch, answer, cancel),
        HubAnswerKind.Unsigned => WaitAsync(ForwarderState.UnsignedAnswer, answer.Message, options.SlowRetry, cancel),
        HubAnswerKind.UnknownDevice => WaitAsync(ForwarderState.UnknownDevice, answer.Message, options.SlowRetry, cancel),
        HubAnswerKind.BadSignature => WaitAsync(ForwarderState.BadSignature, answer.Message, options.SlowRetry, cancel),
        _ => WaitAsync(ForwarderState.Retrying, answer.Message, options.LongestRetry, cancel, answer.After),
    };

    private Task Synced(OutboxBatch batch, HubAnswer answer)
    {
        var lane = batch.Header.Lane;
        outbox.Synced(lane, batch.Last, answer.Receipt?.Encode());
        meter.Synced(lane, batch.Events.Count);
        limits.Grow(lane);
        backoff.Reset();
        moved = false;
        if (Status.State is not (ForwarderState.Sending or ForwarderState.Idle)) ForwarderLog.Connected(logger);
        var before = Status;
        Volatile.Write(ref status,
            before with { State = ForwarderState.Sending, Message = null, Attempts = 0, Batches = before.Batches + 1,
                Events = before.Events + batch.Events.Count });
        return Task.CompletedTask;
    }

    /// <summary>
    /// The hub is at another place: a batch arrived and its answer was lost, it lost what it had, or this is a copy of an outbox.
    /// </summary>
    private Task MoveAsync(OutboxBatch batch, HubAnswer answer, CancellationToken cancel)
    {
        var stuck = answer.Cursor == batch.Header.First - 1; // it names the place we sent from
        if (stuck) return WaitAsync(ForwarderState.Retrying, answer.Message, options.LongestRetry, cancel);
        var falls = outbox.Status.HubFalls;
        if (!Follow(batch.Header.Lane, answer)) return DivergeAsync(answer, cancel);
        ForwarderLog.Moved(logger, batch.Header.Lane, answer.Cursor);
        if (outbox.Status is { LastFall: { } fall } now && now.HubFalls > falls) FellBack(fall);
        var again = moved;
        moved = true;
        return again ? WaitAsync(ForwarderState.Retrying, answer.Message, options.LongestRetry, cancel) : Task.CompletedTask;
    }

    /// <summary>Before all that is kept only on the hub's own word: there, events are given up.</summary>
    private bool Follow(Lane lane, HubAnswer answer) =>
        outbox.MoveTo(lane, answer.Cursor) || answer is { Receipt: not null, Hash: { } hash } && outbox.FallBack(lane, answer.Cursor, hash);

    private void FellBack(HubFall fall)
    {
        owesReceipt[(int)fall.Lane] = true;
        ForwarderLog.FellBack(logger, fall.From, fall.To, fall.Lane);
    }

    private Task DivergeAsync(HubAnswer answer, CancellationToken cancel)
    {
        var renewed = outbox.Diverge();
        ForwarderLog.Diverged(logger, answer.Message, renewed);
        Volatile.Write(ref status, Status with { Diverged = Status.Diverged + 1 });
        // a hub that always says so must not be flooded
        return WaitAsync(ForwarderState.Retrying, answer.Message, options.LongestRetry, cancel);
    }

    private async Task RetireAsync(HubAnswer answer, CancellationToken cancel)
    {
        ForwarderLog.Retired(logger, answer.Message);
        Tell(ForwarderState.Retired, answer.Message);
        await resumed.WaitAsync(cancel).ConfigureAwait(false);
        Tell(ForwarderState.Sending, null);
    }

    private Task Halve(OutboxBatch batch)
    {
        limits.Halve(batch.Header.Lane, batch);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Smaller and smaller batches find the one event that the hub cannot read. When not even the marker in its place is read, no event is
    /// to blame.
    /// </summary>
    private Task GarbageAsync(OutboxBatch batch, HubAnswer answer, CancellationToken cancel)
    {
        if (batch.Events.Count > 1) return Halve(batch);
        if (!outbox.SetAside(batch.Header.Lane, batch.Last))
            return WaitAsync(ForwarderState.Incompatible, answer.Message, options.SlowRetry, cancel);
        ForwarderLog.SetAside(logger, batch.Header.Lane, batch.Last, answer.Message);
        return Task.CompletedTask;
    }

    private Task WaitAsync(
        ForwarderState state, LocalizedText message, TimeSpan longest, CancellationToken cancel, TimeSpan? asked = null)
    {
        var pause = backoff.Next(longest, asked);
        if (Status.State != state) ForwarderLog.Waiting(logger, state, message, pause);
        Tell(state, message);
        return Task.Delay(pause, time, cancel);
    }

    private void Tell(ForwarderState state, LocalizedText? message) =>
        Volatile.Write(ref status, Status with { State = state, Message = message, Attempts = backoff.Attempts });
}
