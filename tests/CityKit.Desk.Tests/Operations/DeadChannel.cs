using CityKit.Delivering;

namespace CityKit.Desk.Tests.Operations;

/// <summary>A channel that takes nothing: all that is sent is a dead letter at once.</summary>
internal sealed class DeadChannel : INotificationChannel
{
    public ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SendResult.Never("gone"));
}
