using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>What modules declare: POST /commands/{module}/{name} and GET /queries/{module}/{name}?limit=N&amp;after=CURSOR.</summary>
internal static class ModuleEndpoints
{
    private const int MaxCommand = 64 << 10;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/commands/{module}/{name}", (RequestDelegate)CommandAsync);
        group.MapGet("/queries/{module}/{name}", (RequestDelegate)QueryAsync);
    }

    private static async Task CommandAsync(HttpContext context)
    {
        var body = await context.BodyAsync(MaxCommand).ConfigureAwait(false);
        var (ask, refusal) = body.Refusal is { } unread ? (null, unread)
            : NamedCommands.Read(context, NameOf(context), body.Bytes, IdempotencyKey.Of(context));
        await (ask is null
            ? JsonAnswer.RefuseAsync(context, refusal!)
            : CommandAnswers.AnswerAsync(context, ask)).ConfigureAwait(false);
    }

    private static Task QueryAsync(HttpContext context) => QueryEndpoint.AskAsync(context, NameOf(context), "rows");

    private static string NameOf(HttpContext context) => $"{context.Request.RouteValues["module"]}/{context.Request.RouteValues["name"]}";
}
