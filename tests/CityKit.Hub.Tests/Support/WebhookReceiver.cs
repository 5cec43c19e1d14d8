using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CityKit.Hub.Tests.Support;

/// <summary>One request as it came.</summary>
internal sealed record WebhookRequest(string Id, string Timestamp, string Signatures, byte[] Body);

/// <summary>A receiver of webhooks on the loopback, as a vendor would run it.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<WebhookRequest> requests = [];

    private WebhookReceiver(Func<WebhookRequest, int> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/hook", (RequestDelegate)(context => TakeAsync(context, answer)));
    }

    internal Uri Url => new(app.Urls.First() + "/hook");

    /// <summary>What came, in order.</summary>
    internal IReadOnlyList<WebhookRequest> Requests => [.. requests];

    internal static async Task<WebhookReceiver> StartAsync(Func<WebhookRequest, int>? answer = null)
    {
        var receiver = new WebhookReceiver(answer ?? (_ => 200));
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, Func<WebhookRequest, int> answer)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new WebhookRequest(
            context.Request.Headers["webhook-id"].ToString(), context.Request.Headers["webhook-timestamp"].ToString(),
            context.Request.Headers["webhook-signature"].ToString(), body.ToArray());
        requests.Enqueue(request);
        context.Response.StatusCode = answer(request);
        if (context.Response.StatusCode is 302) context.Response.Headers.Location = "/hook";
    }
}
