using System.Collections.Concurrent;
using CityKit.Escalations;
using CityKit.Notifications;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>Follows the feed and keeps every lane that has something to send at work.</summary>
internal sealed partial class Dispatcher(
    CityHub hub, DeliveryQueue queue, FeedPump pump, LaneSender sender, DeliveryMeter meter, TimeProvider time, ILogger logger)
{
    private const int Page = 200;
    private static readonly Duration LongestPause = Duration.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Lane, Task> lanes = [];
    private FeedPosition? measured;
    private volatile TaskCompletionSource wake = NewWake();

    /// <summary>Looks at the queue at once.</summary>
    internal void Wake() => wake.TrySetResult();

    /// <summary>Whether the hub has stopped, or lost its store.</summary>
    internal bool IsHubGone => hub.News.IsCanceled || hub.Lost.IsCompleted;

    /// <summary>Runs until it is cancelled, or the hub is gone, or the deliveries are another node's: another one delivers then.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (!IsHubGone && !queue.Lost.IsCompleted) await StepAsync(over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        await over.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(lanes.Values).ConfigureAwait(false);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var news = hub.News;
        wake = NewWake();
        try
        {
            await pump.RunAsync(cancellationToken).ConfigureAwait(false);
            StartLanes(cancellationToken);
            await MeasureAsync(cancellationToken).ConfigureAwait(false);
            Task woken = Task.WhenAny(news, wake.Task, hub.Lost, queue.Lost).WaitAsync(Pause().ToTimeSpan(), time, cancellationToken);
            await woken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested) // nothing may end the loop
        {
            NotRead(failed);
            await Task.Delay(AfterFailure, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reports how long each acknowledgement took, of those since the start.</summary>
    private async ValueTask MeasureAsync(CancellationToken cancellationToken)
    {
        measured ??= await hub.ReadFeedEndAsync(cancellationToken).ConfigureAwait(false);
        while (await hub.ReadFeedAsync(measured.Value, Page, cancellationToken).ConfigureAwait(false) is { Notifications.Count: > 0 } page)
        {
            foreach (var notification in page.Notifications.Where(n => n.Kind == NotificationKind.Acknowledged))
                if (await hub.Store.FindAsync(Escalation.Kind, notification.Subject, cancellationToken).ConfigureAwait(false) is { } known)
                    meter.Acknowledged(known);
            measured = page.Next;
        }
    }

    private void StartLanes(CancellationToken cancellationToken)
    {
        var now = Now;
        foreach (var lane in queue.Waiting.Where(delivery => !(delivery.HeldUntil > now)).Select(delivery => delivery.Lane).Distinct())
            _ = lanes.GetOrAdd(lane, _ => Task.Run(() => WorkOffAsync(lane, cancellationToken), CancellationToken.None));
    }

    private async Task WorkOffAsync(Lane lane, CancellationToken cancellationToken)
    {
        try
        {
            await sender.RunAsync(lane, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            NotStored(failed, lane.Subscription);
            await Task.Delay(AfterFailure, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            lanes.TryRemove(lane, out _);
            Wake();
        }
    }

    /// <summary>Until the first quiet hours end, at most a minute.</summary>
    private Duration Pause()
    {
        var now = Now;
        var held = queue.Waiting.Select(delivery => delivery.HeldUntil).Where(until => until > now).Min();
        return held is { } until ? Duration.Min(until - now, LongestPause) : LongestPause;
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notifications could not be taken from the feed; tried again in 5 "
        + "seconds. 暂时无法读取通知，稍后重试。")]
    private partial void NotRead(Exception failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "What was delivered for subscription {Subscription} could not be stored; "
        + "tried again in 5 seconds. 投递状态暂时无法保存，稍后重试。")]
    private partial void NotStored(Exception failed, string subscription);
}
