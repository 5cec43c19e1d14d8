using System.Globalization;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Notifications;
using CityKit.Partitions;
using CityKit.Reporting;
using CityKit.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>What is going on: notifications, figures, the export.</summary>
internal static class OverviewEndpoints
{
    private const int MaxNotifications = 1000;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/findings", QueryEndpoint.Of("findings/list", "findings"));
        group.MapGet("/findings/blind", QueryEndpoint.Of("findings/blind", "blind"));
        group.MapGet("/notifications", (RequestDelegate)NotificationsAsync);
        group.MapGet("/summary", WatchingOnly.Of(SummaryAsync));
        group.MapGet("/export", (RequestDelegate)ExportAsync);
    }

    private static async Task NotificationsAsync(HttpContext context)
    {
        var limit = (int)Number(context, "limit", 1, MaxNotifications, 200);
        var text = context.Request.Query["position"].ToString();
        FeedPosition position = default;
        if (text.Length > 0 && !FeedPosition.TryParse(text, null, out position))
        {
            await JsonAnswer.RefuseAsync(context, LiveEndpoints.NoPosition(text)).ConfigureAwait(false);
            return;
        }
        var page = await context.Hub().ReadFeedAsync(
            text.Length > 0 ? position : Position(context), limit, context.Actor(), context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => Write(writer, page)).ConfigureAwait(false);
    }

    /// <summary>A position in a city has no number and no history of its own: it is one text.</summary>
    private static void Write(Utf8JsonWriter writer, FeedPage page)
    {
        writer.WriteStartArray("notifications");
        foreach (var notification in page.Notifications) Write(writer, notification);
        writer.WriteEndArray();
        writer.WriteString("position", page.Next.ToString());
        if (page.Next.Parts.IsEmpty)
        {
            writer.WriteNumber("next", page.Next.Number);
            writer.WriteString("history", page.Next.History.ToString());
            if (page.Restores is [var only]) writer.WriteNumber("restoredFrom", only.From);
        }
        writer.WriteStartArray("restores");
        foreach (var restore in page.Restores) Write(writer, restore);
        writer.WriteEndArray();
    }

    internal static void Write(Utf8JsonWriter writer, FeedRestore restore)
    {
        writer.WriteStartObject();
        WritePartition(writer, restore.Partition);
        writer.WriteNumber("from", restore.From);
        writer.WriteEndObject();
    }

    private static void WritePartition(Utf8JsonWriter writer, int? partition)
    {
        if (partition is { } number) writer.WriteString("partition", new PartitionId(number).ToString());
    }

    /// <summary>A reader that names nothing begins at the start, and one that names no history is taken to be in this one.</summary>
    private static FeedPosition Position(HttpContext context)
    {
        if (!context.Request.Query.ContainsKey("after")) return default;
        var after = Number(context, "after", 0, long.MaxValue, 0);
        return new FeedPosition(
            HistoryId.TryParse(context.Request.Query["history"], null, out var history) ? history : context.Hub().History, after);
    }

    private static async Task SummaryAsync(HttpContext context)
    {
        var summary = await HubSummary.ReadAsync(context.Hub(), context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK,
            writer => HubSummaryJson.WriteMembers(writer, summary)).ConfigureAwait(false);
    }

    private static async Task ExportAsync(HttpContext context)
    {
        var view = await context.Hub().ViewAsync(context.Actor(), context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        await (view.Reach.IsCity(Role.Administrator) // who runs the hub can read its file
            ? HubExport.WriteAsync(context.Hub().Store, context.Response.Body, context.RequestAborted)
            : HubExport.WriteAsync(context.Hub().Store, view, context.Response.Body, context.RequestAborted)).ConfigureAwait(false);
    }

    internal static void Write(Utf8JsonWriter writer, Notification notification)
    {
        writer.WriteStartObject();
        WritePartition(writer, notification.Partition);
        writer.WriteNumber("number", notification.Number);
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(notification.At));
        writer.WriteString("kind", notification.Kind.ToString());
        writer.WriteString("subject", notification.Subject);
        JsonAnswer.WriteText(writer, "text", notification.Text);
        writer.WriteString("audience", notification.Audience);
        writer.WriteEndObject();
    }

    private static long Number(HttpContext context, string name, long from, long to, long otherwise) =>
        long.TryParse(context.Request.Query[name], CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, from, to) : otherwise;
}
