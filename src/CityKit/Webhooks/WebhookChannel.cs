using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CityKit.Delivering;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Webhooks;

/// <summary>
/// Posts each message, signed as Standard Webhooks has it. It goes to the configured address alone: no redirect is followed, no cookie
/// kept, and of the answer only the status is read.
/// </summary>
public sealed class WebhookChannel : INotificationChannel, IDisposable
{
    private readonly WebhookOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    /// <param name="options">Where to.</param>
    /// <param name="time">For the time in the signature.</param>
    /// <exception cref="ArgumentException">The address or a secret will not do.</exception>
    public WebhookChannel(WebhookOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        (this.options, this.time) = (options, time);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // an address that moved is found again
            MaxResponseHeadersLength = 16,
        }) { Timeout = Timeout.InfiniteTimeSpan }; // the token says how long
    }

    /// <inheritdoc/>
    public async ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = ModuleJson.ToUtf8(message, WebhookBody.Write);
        if (body.Length > options.MaxBytes) return SendResult.Never($"{body.Length} bytes, at most {options.MaxBytes}");
        using var request = RequestFor(message.Key, body);
        using var response = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return ResultOf(response.StatusCode);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private HttpRequestMessage RequestFor(string id, byte[] body)
    {
        var timestamp = Instant.FromDateTimeOffset(time.GetUtcNow()).ToUnixTimeSeconds();
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = content };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature",
            string.Join(' ', options.Secrets.Select(secret => WebhookSignature.Sign(secret, id, timestamp, body))));
        return request;
    }

    /// <summary>410 says that nobody takes these any more; a redirect would lead elsewhere.</summary>
    private static SendResult ResultOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => SendResult.Delivered,
        410 or (>= 300 and < 400) => SendResult.Never($"HTTP {(int)status}"),
        _ => SendResult.Again($"HTTP {(int)status}"),
    };
}
