namespace CityKit.Delivering;

/// <summary>
/// Sends messages out of the process: as SMS, by WeCom or DingTalk, to a webhook. Register it with <see
/// cref="NotificationsBuilder.AddChannel"/>.
/// </summary>
/// <remarks>
/// Implement it for a provider that CityKit has no channel for; <c>docs/notifications.md</c> has three short ones. One instance serves all
/// recipients: messages to different ones are sent at once, those to one in order. A message may come again, after a crash or an unclear
/// answer, with the same <see cref="OutgoingMessage.Key"/>: pass the key on. It does not retry: what is thrown, or answered as <see
/// cref="SendResult.Again"/>, the hub sends again.
/// </remarks>
/// <example><code>
/// public sealed class SmsChannel(HttpClient http, Uri gateway) : INotificationChannel
/// {
///     public async ValueTask&lt;SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
///     {
///         var sms = new { id = message.Key, to = message.Recipient, text = message.Title };
///         using var response = await http.PostAsJsonAsync(gateway, sms, cancellationToken);
///         return response.IsSuccessStatusCode ? SendResult.Delivered : SendResult.Again($"HTTP {(int)response.StatusCode}");
///     }
/// }
/// </code></example>
public interface INotificationChannel
{
    /// <summary>Sends one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="DeliveryOptions.SendTimeout"/>.</param>
    /// <returns>What came of it. The reason is logged and kept: it says nothing of a person.</returns>
    ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}
