using NodaTime;
using Polly;
using Polly.Retry;

namespace CityKit.Delivering;

/// <summary>
/// Tries to send a message until it is delivered or has failed too often; each failure is stored, so that a restart goes on there.
/// </summary>
internal sealed class DeliveryAttempts(
    DeliveryQueue queue, MessageSender sender, DeliveryOptions options, DeliveryMeter meter, TimeProvider time)
{
    /// <returns>Whether it was delivered, and the delivery with its last failure.</returns>
    internal async ValueTask<(bool IsDelivered, Delivery Last)> RunAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var last = delivery;
        var pipeline = new ResiliencePipelineBuilder<SendResult> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<SendResult>
        {
            MaxRetryAttempts = int.MaxValue, // how many are left is known to ShouldHandle
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Result.Status == SendStatus.Again && last.Attempts + 1 < options.MaxAttempts),
            DelayGenerator = _ => ValueTask.FromResult<TimeSpan?>(options.DelayAfter(last.Attempts + 1).ToTimeSpan()),
            OnRetry = async args =>
                last = await NoteAsync(Failed(last, args.Outcome.Result), args.RetryDelay, cancellationToken).ConfigureAwait(false),
        }).Build();
        var result = await pipeline.ExecuteAsync(token => sender.SendAsync(last, token), cancellationToken).ConfigureAwait(false);
        return result.Status == SendStatus.Delivered ? (true, last) : (false, Failed(last, result));
    }

    private static Delivery Failed(Delivery delivery, SendResult result) =>
        delivery with { Attempts = delivery.Attempts + 1, Failure = result.Reason };

    private async ValueTask<Delivery> NoteAsync(Delivery failed, TimeSpan delay, CancellationToken cancellationToken)
    {
        meter.Retried(failed);
        var noted = failed with { NextAt = Instant.FromDateTimeOffset(time.GetUtcNow()) + Duration.FromTimeSpan(delay) };
        await queue.PutAsync(noted, cancellationToken).ConfigureAwait(false);
        return noted;
    }
}
