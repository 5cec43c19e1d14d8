using System.Globalization;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
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
        var (command, refusal) = body.Refusal is { } unread ? (null, unread) : context.Hub().ReadCommand(NameOf(context), body.Bytes);
        await (command is null
            ? JsonAnswer.RefuseAsync(context, refusal!)
            : CommandAnswers.ExecuteAsync(context, command)).ConfigureAwait(false);
    }

    private static async Task QueryAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, DocumentQuery.MaxRows)
            : 50;
        var arguments = query.Where(a => a.Key is not ("limit" or "after")).ToDictionary(a => a.Key, a => a.Value.ToString());
        var after = query["after"].ToString() is { Length: > 0 } text ? DocumentCursor.Parse(text) : null;
        await (after is null && query.ContainsKey("after")
            ? JsonAnswer.RefuseAsync(context, BadCursor)
            : AnswerAsync(context, () => context.Hub().QueryAsync(
                NameOf(context), arguments, context.Actor(), after, limit, context.RequestAborted))).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, Func<ValueTask<QueryAnswer>> ask)
    {
        var answer = await CommandAnswers.OrBusyAsync(ask, new QueryAnswer(CommandAnswers.Busy, [], null)).ConfigureAwait(false);
        await (answer.Refusal is { } refusal
            ? JsonAnswer.RefuseAsync(context, refusal)
            : WriteAsync(context, answer)).ConfigureAwait(false);
    }

    private static Task WriteAsync(HttpContext context, QueryAnswer answer) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartArray("rows");
            foreach (var row in answer.Rows) writer.WriteRawValue(row.Span, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteString("next", answer.Next?.ToString());
        });

    private static string NameOf(HttpContext context) => $"{context.Request.RouteValues["module"]}/{context.Request.RouteValues["name"]}";

    private static Refusal BadCursor { get; } = Refusal.Of(
        "bad-request", "'after' is no cursor: give back what 'next' said.", "参数 after 无效：请原样传回 next 的值。");
}
