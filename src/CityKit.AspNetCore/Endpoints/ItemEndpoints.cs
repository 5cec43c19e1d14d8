using CityKit.Cases;
using CityKit.Commands;
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
        group.MapGet("/items/public-counts", QueryEndpoint.Of("items/public-counts", "counts"));
        group.MapGet("/items/surveys", QueryEndpoint.Of("items/surveys", "surveys"));
        group.MapGet("/own/items", QueryEndpoint.Of("items/own", "items"));
        group.MapPost("/items", (RequestDelegate)OpenAsync);
        group.MapGet("/items/tasks", QueryEndpoint.Of("items/tasks", "items"));
        group.MapGet("/items/figures", QueryEndpoint.Of("items/figures", "figures"));
        group.MapGet("/items/answers", QueryEndpoint.Of("items/answers", "answers"));
        group.MapGet("/profiles", QueryEndpoint.Of("items/profiles", "profiles"));
        group.MapGet("/items/{id}/allowed", QueryEndpoint.Of("items/allowed", "steps"));
        group.MapGet("/items/{id}", (RequestDelegate)FindAsync);
        group.MapGet("/items/{id}/as-of", QueryEndpoint.One("items/find"));
        group.MapPost("/items/{id}/commands", (RequestDelegate)StepAsync);
        group.MapPost("/items/{id}/repeat", (RequestDelegate)MarkRepeatAsync);
        group.MapPost("/items/{id}/undo-repeat", (RequestDelegate)UndoRepeatAsync);
        group.MapPost("/items/{id}/survey", (RequestDelegate)RateAsync);
    }

    private static Task RateAsync(HttpContext context) => OnItem(context, id => Requests.JsonAsync(context, json =>
    {
        var command = ResidentBodies.Survey(json, IdempotencyKey.CommandId(context, json), id);
        return () => CommandAnswers.ExecuteAsync(context, command);
    }));

    private static Task OpenAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var command = ItemCommands.Open(json, IdempotencyKey.CommandId(context, json));
        return () => CommandAnswers.ExecuteAsync(context, command);
    });

    private static Task FindAsync(HttpContext context) => OnItem(context, async id =>
        await (await context.Hub().FindItemAsync(id, context.Actor(), context.RequestAborted).ConfigureAwait(false) is { } found
            ? CommandAnswers.WriteAsync(context, new CommandAnswer(null, found.Item, null), null, found.View)
            : CommandAnswers.NoItemAsync(context)).ConfigureAwait(false));

    private static Task StepAsync(HttpContext context) => OnItem(context, id => Requests.JsonAsync(context, json =>
    {
        var ifTag = IfMatch(context);
        var command = ItemCommands.Step(json, IdempotencyKey.CommandId(context, json), id, ifTag);
        return ifTag is null ? () => CommandAnswers.ExecuteAsync(context, command) : () => ExecuteAsync(context, command);
    }));

    private static async Task ExecuteAsync(HttpContext context, StepItem command)
    {
        var answer = await CommandAnswers.AskAsync(
            () => context.Hub().ExecuteAsync(command, context.Actor(), context.RequestAborted)).ConfigureAwait(false);
        await (answer.Refusal is { Code: "changed" } changed
            ? CommandAnswers.WriteChangedAsync(context, changed, command.Item)
            : CommandAnswers.WriteAsync(context, answer)).ConfigureAwait(false);
    }

    private static Task MarkRepeatAsync(HttpContext context) => OnItem(context, id => Requests.JsonAsync(context, json =>
    {
        var command = new MarkRepeat(IdempotencyKey.CommandId(context, json), id, ItemCommands.Item(json, "of"));
        return () => CommandAnswers.ExecuteAsync(context, command);
    }));

    private static Task UndoRepeatAsync(HttpContext context) => OnItem(context, id => Requests.JsonAsync(context, json =>
    {
        var command = new UndoRepeat(IdempotencyKey.CommandId(context, json), id);
        return () => CommandAnswers.ExecuteAsync(context, command);
    }));

    /// <summary>The tag that the item has to have; null when any will do. What is no tag of an item fits none.</summary>
    private static string? IfMatch(HttpContext context) =>
        context.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag && tag != "*" ? tag.Trim('"') : null;

    private static Task OnItem(HttpContext context, Func<WorkItemId, Task> handle) =>
        WorkItemId.TryParse((string?)context.Request.RouteValues["id"], null, out var id)
            ? handle(id)
            : CommandAnswers.NoItemAsync(context);
}
