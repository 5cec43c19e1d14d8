namespace CityKit.Delivering;

/// <summary>
/// Takes messages out of the process: SMS, WeCom, DingTalk, a webhook. Register it with
/// <see cref="NotificationsBuilder.AddChannel"/>; docs/notifications.md has three short ones.
/// </summary>
/// <remarks>
/// A message that was sent may come again, after a crash or an unclear answer, with the same <see cref="OutgoingMessage.Key"/>: pass the
/// key on, so that the other side knows it. What is thrown counts as <see cref="SendResult.Again"/>.
/// </remarks>
public interface INotificationChannel
{
    /// <summary>Sends one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="DeliveryOptions.SendTimeout"/>.</param>
    /// <returns>What came of it. The reason is logged and kept: it says nothing of a person.</returns>
    ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}
