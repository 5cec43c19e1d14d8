using System.Globalization;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Escalations;
using CityKit.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// How notifications reach people and systems: subscriptions, dead letters, acknowledgements. What an actor may do the commands say;
/// deliveries are for the duty room, and only an administrator sends a dead letter again.
/// </summary>
internal static class NotificationEndpoints
{
    private static readonly Refusal OnlyAdministrators = Refusal.Of("wrong-role",
        "Only an administrator sends a dead letter again.", "仅系统管理员可重发死信。", nameof(Role.Administrator));

    private const int MaxText = 64;
    private const int MaxLetters = 1000;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/subscriptions", WatchingOnly.Of(ListAsync));
        group.MapPut("/subscriptions/{name}", (RequestDelegate)PutAsync);
        group.MapPost("/subscriptions/{name}/remove", (RequestDelegate)RemoveAsync);
        group.MapGet("/dead-letters", WatchingOnly.Of(DeadLettersAsync));
        group.MapPost("/dead-letters/{id}/resend", (RequestDelegate)ResendAsync);
        group.MapPost("/alerts/{id}/acknowledge", (RequestDelegate)AcknowledgeAsync);
        group.MapPost("/leads/{id}/acknowledge", (RequestDelegate)AcknowledgeAsync);
    }

    private static Task ListAsync(HttpContext context) => OnDesk(context, async desk =>
    {
        var all = await desk.ReadSubscriptionsAsync(context.RequestAborted).ConfigureAwait(false);
        await WriteListAsync(context, "subscriptions", all, Write).ConfigureAwait(false);
    });

    private static Task PutAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var put = new PutSubscription(json.Text("commandId", MaxText), Route(context, "name"), json.Text("channel", MaxText),
            json.Texts("kinds", MaxText, MaxText, required: false),
            json.TextOrNull("audience", MaxText), json.TextOrNull("profile", MaxText));
        return () => OnDesk(context, _ => CommandAnswers.ExecuteAsync(context, put));
    });

    private static Task RemoveAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var remove = new RemoveSubscription(json.Text("commandId", MaxText), Route(context, "name"));
        return () => OnDesk(context, _ => CommandAnswers.ExecuteAsync(context, remove));
    });

    private static Task AcknowledgeAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var acknowledge = new Acknowledge(json.Text("commandId", MaxText), Route(context, "id"));
        return () => OnDesk(context, _ => CommandAnswers.ExecuteAsync(context, acknowledge));
    });

    private static Task DeadLettersAsync(HttpContext context) => OnDesk(context, async desk =>
    {
        var limit = (int)Math.Clamp(Requests.Number(context, "limit") ?? 50, 1, MaxLetters);
        var letters = await desk.ReadDeadLettersAsync(
            Requests.Number(context, "after") ?? 0, limit, context.RequestAborted).ConfigureAwait(false);
        await WriteListAsync(context, "deadLetters", letters, Write).ConfigureAwait(false);
    });

    private static Task ResendAsync(HttpContext context) => OnDesk(context, async desk =>
    {
        var view = await context.Hub().ViewAsync(context.Actor(), context.RequestAborted).ConfigureAwait(false);
        if (!view.Reach.IsCity(Role.Administrator))
        {
            await JsonAnswer.RefuseAsync(context, OnlyAdministrators).ConfigureAwait(false);
            return;
        }
        var id = long.TryParse(Route(context, "id"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        await (await desk.ResendAsync(id, context.RequestAborted).ConfigureAwait(false)
            ? JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => writer.WriteString("status", "done"))
            : CommandAnswers.NotFoundAsync(context, $"dead letter '{Route(context, "id")}'")).ConfigureAwait(false);
    });

    /// <summary>A hub that delivers nothing has nothing of this.</summary>
    private static Task OnDesk(HttpContext context, Func<NotificationDesk, Task> handle)
    {
        var hub = context.GetEndpoint()?.Metadata.GetMetadata<HubName>()?.Name ?? "";
        return context.RequestServices.GetKeyedService<NotificationDesk>(hub) is { } desk
            ? handle(desk)
            : CommandAnswers.NotFoundAsync(context, "delivery of notifications: add it with AddNotifications");
    }

    private static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static Task WriteListAsync<T>(HttpContext context, string name, IReadOnlyList<T> rows, Action<Utf8JsonWriter, T> write) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartArray(name);
            foreach (var row in rows) write(writer, row);
            writer.WriteEndArray();
        });

    private static void Write(Utf8JsonWriter writer, SubscriptionState state)
    {
        var (subscription, position) = (state.Subscription, state.Position);
        writer.WriteStartObject();
        writer.WriteString("name", subscription.Name);
        writer.WriteString("channel", subscription.Channel);
        writer.WriteStartArray("kinds");
        foreach (var kind in subscription.Kinds) writer.WriteStringValue(kind);
        writer.WriteEndArray();
        writer.WriteString("audience", subscription.Audience);
        writer.WriteString("profile", subscription.Profile);
        if (position is { } known)
        {
            writer.WriteNumber("number", known.Number);
            writer.WriteString("history", known.History.ToString());
        }
        writer.WriteNumber("behind", state.Behind);
        writer.WriteNumber("waiting", state.Waiting);
        writer.WriteString("oldestSince", state.OldestSince is { } since ? InstantPattern.ExtendedIso.Format(since) : null);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Delivery letter)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", letter.Id);
        writer.WriteString("key", letter.Key);
        writer.WriteString("subscription", letter.Subscription);
        writer.WriteString("channel", letter.Channel);
        writer.WriteString("person", letter.Person);
        writer.WriteNumber("number", letter.Notification.Number);
        writer.WriteString("history", letter.History.ToString());
        writer.WriteString("subject", letter.Notification.Subject);
        writer.WriteNumber("attempts", letter.Attempts);
        writer.WriteString("failure", letter.Failure);
        writer.WriteEndObject();
    }
}
