using System.Globalization;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Notifications;
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
        var from = await PositionAsync(context).ConfigureAwait(false);
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
        if (page.RestoredFrom is { } from) Add(text, new FeedPosition(page.Next.History, from), "restored", $"{{\"from\":{from}}}");
        foreach (var notification in page.Notifications)
            Add(text, page.Next with { Number = notification.Number }, "notification", JsonOf(notification));
        return text.Length == 0 ? ": nothing new\n\n" : text.ToString();
    }

    private static void Add(StringBuilder text, FeedPosition position, string kind, string data) =>
        text.Append($"id: {position.History}:{position.Number}\nevent: {kind}\ndata: {data}\n\n");

    private static string JsonOf(Notification notification) =>
        Encoding.UTF8.GetString(DeskJson.ToUtf8(notification, OverviewEndpoints.Write));

    /// <summary>Behind the last event, behind <c>?after=HISTORY:NUMBER</c>, or from now on.</summary>
    private static async Task<FeedPosition> PositionAsync(HttpContext context)
    {
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        var id = last.Length > 0 ? last : context.Request.Query["after"].ToString();
        if (ParsePosition(id) is { } position) return position;
        var end = await context.Hub().Store.ReadPositionAsync(context.RequestAborted).ConfigureAwait(false);
        return new FeedPosition(end.History, end.Notification);
    }

    private static FeedPosition? ParsePosition(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && HistoryId.TryParse(id[..colon], null, out var history)
            && long.TryParse(id.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new FeedPosition(history, number)
            : null;
    }

    private static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
