using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// GET /stream: notifications as server-sent events, as far as one may see them. An event's id is its position: a client that comes back
/// with <c>Last-Event-ID</c> goes on behind it, and after a restore gets an event <c>restored</c> first.
/// </summary>
internal static class LiveEndpoints
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>After that the client comes back, with the rights that it has then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    internal static void Map(RouteGroupBuilder group) => 
        group.MapGet("/stream", (RequestDelegate)StreamAsync).WithMetadata(StreamMark.Here);

    private static async Task StreamAsync(HttpContext context)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        using var over = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, context.RequestAborted);
        var text = PositionOf(context.Request);
        if (await PositionAsync(context, text).ConfigureAwait(false) is not { } from)
        {
            await JsonAnswer.RefuseAsync(context, NoPosition(text)).ConfigureAwait(false);
            return;
        }
        StoreGuard.Begin(context);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        try
        {
            await WriteAsync(context, "retry: 1000\n\n").ConfigureAwait(false);
            await foreach (var page in context.Hub().ListenAsync(from, context.Actor(), Heartbeat, both.Token).ConfigureAwait(false))
                await WriteAsync(context, TextOf(page)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The time is over or the client is gone: either comes back with its last id.
        }
    }

    private static string TextOf(FeedPage page)
    {
        var text = new StringBuilder();
        foreach (var restore in page.Restores)
            Add(text, page.Start, "restored", Utf8(DeskJson.ToUtf8(restore, OverviewEndpoints.Write)));
        foreach (var (notification, position) in page.Steps())
            Add(text, position, "notification", Utf8(DeskJson.ToUtf8(notification, OverviewEndpoints.Write)));
        return text.Length == 0 ? ": nothing new\n\n" : text.ToString();
    }

    private static void Add(StringBuilder text, FeedPosition position, string kind, string data) =>
        text.Append($"id: {position}\nevent: {kind}\ndata: {data}\n\n");

    private static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Behind the last event, behind <c>?after=POSITION</c>, or from now on; null for what is no position.</summary>
    private static async Task<FeedPosition?> PositionAsync(HttpContext context, string text) =>
        text.Length == 0 ? await context.Hub().ReadFeedEndAsync(context.RequestAborted).ConfigureAwait(false)
        : FeedPosition.TryParse(text, null, out var position) ? position : null;

    private static string PositionOf(HttpRequest request) =>
        request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : request.Query["after"].ToString();

    internal static Refusal NoPosition(string text) => Refusal.Of("bad-position",
        $"'{(text.Length > 80 ? text[..80] + "…" : text)}' is no position in the notifications: give one as it was answered, or none.",
        $"“{(text.Length > 80 ? text[..80] + "…" : text)}”不是通知位置；请原样使用应答中给出的位置，或不填写。");

    private static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
