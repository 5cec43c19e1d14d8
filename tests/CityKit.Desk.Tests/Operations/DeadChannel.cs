using CityKit.Delivering;

namespace CityKit.Desk.Tests.Operations;

/// <summary>A channel that takes nothing: all that is sent is a dead letter at once.</summary>
internal sealed class DeadChannel : INotificationChannel
{
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when something was to be sent.</summary>
    internal Task Tried => first.Task;

    /// <summary>Completes when something was to be sent a second time.</summary>
    internal Task TriedAgain => second.Task;

    public ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (!first.TrySetResult()) second.TrySetResult();
        return ValueTask.FromResult(SendResult.Never("gone"));
    }
}
