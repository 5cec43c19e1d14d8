using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>Sends what waits in a lane, one after the other: each until it is delivered, or dead.</summary>
internal sealed partial class LaneSender(
    DeliveryQueue queue, DeliveryAttempts attempts, DeliveryMeter meter, TimeProvider time, ILogger logger)
{
    /// <summary>Works off a lane; what is held for quiet hours stays.</summary>
    internal async Task RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        while (queue.NextIn(lane, Now) is { } next)
        {
            if (next.NextAt - Now is { } wait && wait > Duration.Zero)
                await Task.Delay(wait.ToTimeSpan(), time, cancellationToken).ConfigureAwait(false);
            await DeliverAsync(next, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var (isDelivered, last) = await attempts.RunAsync(delivery, cancellationToken).ConfigureAwait(false);
        meter.Sent(delivery, isDelivered);
        if (isDelivered)
        {
            await queue.DeliveredAsync(delivery, cancellationToken).ConfigureAwait(false);
            return;
        }
        Died(delivery.Subscription, delivery.Notification.Number, delivery.Channel, last.Attempts, last.Failure);
        await queue.PutAsync(last with { IsDead = true, NextAt = null }, cancellationToken).ConfigureAwait(false);
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    [LoggerMessage(Level = LogLevel.Error, Message = "Notification {Number} of subscription {Subscription} was not delivered by channel "
        + "{Channel} in {Attempts} attempts ({Reason}): it is a dead letter now. 通知未能送达，已转为死信。")]
    private partial void Died(string subscription, long number, string channel, int attempts, string? reason);
}
