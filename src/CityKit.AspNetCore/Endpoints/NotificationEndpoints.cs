using System.Globalization;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Escalations;
using CityKit.Subscriptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

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

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/subscriptions", QueryEndpoint.Of("deliveries/subscriptions", "subscriptions"));
        group.MapPut("/subscriptions/{name}", (RequestDelegate)PutAsync);
        group.MapPost("/subscriptions/{name}/remove", (RequestDelegate)RemoveAsync);
        group.MapGet("/dead-letters", QueryEndpoint.Of("deliveries/dead-letters", "deadLetters"));
        group.MapPost("/dead-letters/{id}/resend", (RequestDelegate)ResendAsync);
        group.MapPost("/alerts/{id}/acknowledge", (RequestDelegate)AcknowledgeAsync);
        group.MapPost("/leads/{id}/acknowledge", (RequestDelegate)AcknowledgeAsync);
    }

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
}
