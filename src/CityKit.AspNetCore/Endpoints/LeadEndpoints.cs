using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Leads: list, confirm, dismiss, merge.</summary>
internal static class LeadEndpoints
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/leads", QueryEndpoint.Of("leads/list", "leads"));
        group.MapGet("/leads/{id}", QueryEndpoint.One("leads/find"));
        group.MapPost("/leads/{id}/confirm", (RequestDelegate)ConfirmAsync);
        group.MapPost("/leads/{id}/dismiss", (RequestDelegate)DismissAsync);
        group.MapPost("/leads/{id}/merge", (RequestDelegate)MergeAsync);
    }

    private static Task ConfirmAsync(HttpContext context) => OnLead(context, id => Requests.JsonAsync(context, json =>
    {
        var commandId = IdempotencyKey.CommandId(context, json);
        return () => CommandAnswers.ExecuteAsync(context, new ConfirmLead(commandId, id));
    }));

    private static Task DismissAsync(HttpContext context) => OnLead(context, id => Requests.JsonAsync(context, json =>
    {
        var (commandId, reason) = (IdempotencyKey.CommandId(context, json), json.Text("reason", 500));
        return () => CommandAnswers.ExecuteAsync(context, new DismissLead(commandId, id, reason));
    }));

    private static Task MergeAsync(HttpContext context) => OnLead(context, id => Requests.JsonAsync(context, json =>
    {
        var (commandId, into) = (IdempotencyKey.CommandId(context, json), ItemCommands.Item(json, "into"));
        return () => CommandAnswers.ExecuteAsync(context, new MergeLead(commandId, id, into));
    }));

    private static Task OnLead(HttpContext context, Func<LeadId, Task> handle) =>
        LeadId.TryParse((string?)context.Request.RouteValues["id"], null, out var id)
            ? handle(id)
            : CommandAnswers.NotFoundAsync(context, $"lead '{context.Request.RouteValues["id"]}'");
}
