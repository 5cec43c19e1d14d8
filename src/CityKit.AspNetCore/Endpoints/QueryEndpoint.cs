using System.Security.Cryptography;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// Asks a query that a module declared: its parameters, of which the path may have <c>id</c>, <c>limit</c>, and <c>after</c> with what
/// <c>next</c> said.
/// </summary>
internal static class QueryEndpoint
{
    private const int DefaultLimit = 50;
    private const string Id = "id";
    private const int TagDigits = 32;

    /// <summary>A handler for one query.</summary>
    /// <param name="query">The query's name.</param>
    /// <param name="rows">What the array of rows is called.</param>
    internal static RequestDelegate Of(string query, string rows) => context => AskAsync(context, query, rows);

    /// <summary>A handler for a query that gives the one row of the id in the path.</summary>
    internal static RequestDelegate One(string query) => async context =>
    {
        var answer = await context.Hub().QueryAsync(
            query, Arguments(context), context.Actor(), null, 1, context.RequestAborted).ConfigureAwait(false);
        await (answer.Refusal is { } refusal
            ? JsonAnswer.RefuseAsync(context, refusal)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer.Rows[0])).ConfigureAwait(false);
    };

    internal static async Task AskAsync(HttpContext context, string query, string rows)
    {
        var given = context.Request.Query;
        var limit = (int)Math.Clamp(Requests.Number(context, "limit") ?? DefaultLimit, 1, DocumentQuery.MaxRows);
        var after = given["after"].ToString() is { Length: > 0 } text ? DocumentCursor.Parse(text) : null;
        if (after is null && given.ContainsKey("after")) await JsonAnswer.RefuseAsync(context, BadCursor).ConfigureAwait(false);
        else await AnswerAsync(context, rows, await context.Hub().QueryAsync(
            query, Arguments(context), context.Actor(), after, limit, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static Dictionary<string, string> Arguments(HttpContext context)
    {
        var arguments = context.Request.Query.Where(a => a.Key is not ("limit" or "after"))
            .ToDictionary(a => a.Key, a => a.Value.ToString());
        if (context.Request.RouteValues[Id] is string id) arguments[Id] = id;
        return arguments;
    }

    private static Task AnswerAsync(HttpContext context, string rows, QueryAnswer answer) => answer switch
    {
        { Refusal: { } refusal } => JsonAnswer.RefuseAsync(context, refusal),
        { Content: { } content } => ContentAsync(context, content),
        _ => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartArray(rows);
            foreach (var row in answer.Rows) writer.WriteRawValue(row.Span, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteString("next", answer.Next?.ToString());
        }),
    };

    /// <summary>A browser that has the same bytes already, such as those of a tile, hears that they are the same.</summary>
    private static Task ContentAsync(HttpContext context, QueryContent content)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content.Bytes.Span))[..TagDigits]}\"";
        (context.Response.Headers.ETag, context.Response.Headers.CacheControl) = (tag, "private, no-cache");
        if (context.Request.Headers.IfNoneMatch != tag)
            return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, content.Bytes, content.ContentType);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    private static Refusal BadCursor { get; } = Refusal.Of(
        "bad-request", "'after' is no cursor: give back what 'next' said.", "参数 after 无效：请原样传回 next 的值。");
}
