using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core.Text;
using CityKit.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Work items: list, one, step, repeats.</summary>
internal static class ItemEndpoints
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/items", QueryEndpoint.Of("items/list", "items"));
        group.MapGet("/items/counts", QueryEndpoint.Of("items/counts", "counts"));
        group.MapGet("/items/{id}", (RequestDelegate)FindAsync);
        group.MapPost("/items/{id}/commands", (RequestDelegate)StepAsync);
        group.MapPost("/items/{id}/repeat", (RequestDelegate)MarkRepeatAsync);
        group.MapPost("/items/{id}/undo-repeat", (RequestDelegate)UndoRepeatAsync);
    }

    private static Task FindAsync(HttpContext context) => OnItem(context, async id =>
        await (await context.Hub().FindItemAsync(id, context.Actor(), context.RequestAborted).ConfigureAwait(false) is { } found
            ? CommandAnswers.WriteAsync(context, new CommandAnswer(null, found.Item, null))
            : CommandAnswers.NoItemAsync(context)).ConfigureAwait(false));

    private static Task StepAsync(HttpContext context) => OnItem(context, id => Requests.JsonAsync(context, json =>
    {
        var commandId = json.Text("commandId", 64);
        var step = new WorkCommand(json.Text("command", 64))
        {
            Reason = json.TextOrNull("reason", 2000),
            Photo = json.TextOrNull("photo"),
            Assignee = AssigneeOf(json),
            Condition = json.TextOrNull("condition"),
            Class = json.Has("class") ? json.Parsed<ClassKey>("class", "a class such as GB/T 30428.2-2013:component:0305") : null,
            Outcome = json.TextOrNull("outcome"),
        };
        return () => CommandAnswers.ExecuteAsync(context, new StepItem(commandId, id, step));
    }));

    private static Task MarkRepeatAsync(HttpContext context) => OnItem(context, id => Requests.JsonAsync(context, json =>
    {
        var (commandId, of) = (json.Text("commandId", 64), json.Parsed<WorkItemId>("of", "a work item's id, 32 hexadecimal digits"));
        return () => CommandAnswers.ExecuteAsync(context, new MarkRepeat(commandId, id, of));
    }));

    private static Task UndoRepeatAsync(HttpContext context) => OnItem(context, id => Requests.JsonAsync(context, json =>
    {
        var commandId = json.Text("commandId", 64);
        return () => CommandAnswers.ExecuteAsync(context, new UndoRepeat(commandId, id));
    }));

    private static Assignee? AssigneeOf(ConfigReader json)
    {
        if (json.TextOrNull("assignee") is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text.Split('/')[0])) return Assignee.Parse(text);
        json.Reject("assignee", "'body' or 'body/crew'");
        return null;
    }

    private static Task OnItem(HttpContext context, Func<WorkItemId, Task> handle) =>
        WorkItemId.TryParse((string?)context.Request.RouteValues["id"], null, out var id)
            ? handle(id)
            : CommandAnswers.NoItemAsync(context);
}
