using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using CityKit.Delivering;
using Microsoft.Extensions.Logging;

namespace CityKit.Samples.Sms;

/// <summary>Sends notifications as SMS over a carrier's HTTP API (短信通道).</summary>
/// <remarks>
/// What may work later is tried again by the hub with the same key; what never will is a dead letter, as is what failed too often. So this
/// class keeps nothing and waits for nothing.
/// </remarks>
public sealed class SmsChannel(HttpClient client, CarrierOptions carrier, ILogger<SmsChannel> logger) : INotificationChannel
{
    private const int Longest = 70;

    /// <inheritdoc/>
    public async ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var request = RequestOf(message);
        using var response = await client.SendAsync(request, cancellationToken);
        var (result, code) = await JudgeAsync(response, cancellationToken);
        Log(message, result, code);
        return result;
    }

    private HttpRequestMessage RequestOf(OutgoingMessage message)
    {
        var text = carrier.Signature + message.Title;
        var sms = new CarrierMessage(message.Key, message.Recipient, text.Length <= Longest ? text : text[..(Longest - 1)] + "…");
        var request = new HttpRequestMessage(HttpMethod.Post, carrier.Address)
        {
            Content = JsonContent.Create(sms, CarrierJson.Default.CarrierMessage),
        };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{carrier.Account}:{carrier.Secret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        return request;
    }

    private static async Task<(SendResult Result, int Code)> JudgeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode) return (SendResult.Again($"HTTP {(int)response.StatusCode}"), -1);
        var code = (await response.Content.ReadFromJsonAsync(CarrierJson.Default.CarrierAnswer, cancellationToken))?.Code ?? -1;
        return (code switch
        {
            0 or 1 => SendResult.Delivered,
            2 or 3 => SendResult.Never($"code {code}"),
            _ => SendResult.Again($"code {code}"),
        }, code);
    }

    private void Log(OutgoingMessage message, SendResult result, int code)
    {
        var masked = PhoneMask.Of(message.Recipient);
        if (result.Reason is { } reason) SmsLog.Failed(logger, message.Key, masked, reason);
        else SmsLog.Taken(logger, message.Key, masked, code);
    }
}
