using System.Globalization;
using System.Threading.RateLimiting;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Doors;
using CityKit.Residents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// GET /public/{kind}/{code}: what anybody may read by a code that cannot be guessed; POST /public/follow/{code}/survey and /reopen: what
/// who holds it may do; POST /public/reports: a report without an account. Wrong codes and those whose time is over are answered with the
/// same bytes.
/// </summary>
internal static class PublicEndpoints
{
    private const int MostAMinute = 30;

    internal static void Map(RouteGroupBuilder group)
    {
        var budget = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
            NetworkOf.Client(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = MostAMinute, Window = TimeSpan.FromMinutes(1) }));
        group.MapGet("/public/{kind}/{code}", context => WithinAsync(context, budget, FindAsync)).AllowAnonymous();
        group.MapGet("/public/follow/{code}/photos/{step}", context => WithinAsync(context, budget, PhotoAsync)).AllowAnonymous();
        group.MapPost("/public/reports", (RequestDelegate)ReportAsync).AllowAnonymous();
        group.MapPost("/public/follow/{code}/survey", context => WithinAsync(context, budget, RateAsync)).AllowAnonymous();
        group.MapPost("/public/follow/{code}/reopen", context => WithinAsync(context, budget, ReopenAsync)).AllowAnonymous();
    }

    private static Task ReportAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var report = ReportEndpoints.ReadAnonymous(context, json);
        return () => context.Features.Get<ICommandBudget>()?.UseAnonymousReport(context.Connection.RemoteIpAddress) is { } refusal
            ? JsonAnswer.RefuseAsync(context, refusal)
            : report();
    });

    private static async Task WithinAsync(HttpContext context, PartitionedRateLimiter<HttpContext> budget, RequestDelegate handle)
    {
        var headers = context.Response.Headers;
        headers["X-Robots-Tag"] = "noindex";
        using var lease = budget.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            headers.RetryAfter = "60";
            await JsonAnswer.RefuseAsync(context, TooMany).ConfigureAwait(false);
            return;
        }
        await handle(context).ConfigureAwait(false);
    }

    private static async Task FindAsync(HttpContext context)
    {
        var kind = (string)context.Request.RouteValues["kind"]!;
        if (await context.Hub().Public.FindAsync(kind, CodeOf(context), context.RequestAborted).ConfigureAwait(false) is not { } found)
        {
            await JsonAnswer.RefuseAsync(context, PublicDoor.NoSuchCode).ConfigureAwait(false);
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(found, context.RequestAborted).ConfigureAwait(false);
    }

    private static Task PhotoAsync(HttpContext context)
    {
        var step = int.TryParse(
            (string?)context.Request.RouteValues["step"], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1;
        return EvidenceEndpoints.SendAsync(
            context, () => context.Hub().Follow.OpenPhotoAsync(CodeOf(context), step, context.RequestAborted));
    }

    private static Task RateAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var (id, level, answers) = (IdempotencyKey.CommandId(context, json), ResidentBodies.Level(json), ResidentBodies.Answers(json));
        return () => AnswerAsync(context, hub => hub.Follow.RateAsync(CodeOf(context), id, level, answers, context.RequestAborted));
    });

    private static Task ReopenAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var (id, reason) = (IdempotencyKey.CommandId(context, json), json.Text("reason", 2000));
        return () => AnswerAsync(context, hub => hub.Follow.ReopenAsync(CodeOf(context), id, reason, context.RequestAborted));
    });

    /// <summary>That it is done, or why not; how the matter goes on is read with the code.</summary>
    private static async Task AnswerAsync(HttpContext context, Func<CityHub, ValueTask<CommandAnswer>> act)
    {
        var answer = await CommandAnswers.AskAsync(() => act(context.Hub())).ConfigureAwait(false);
        await (answer.Refusal is { } refusal
            ? JsonAnswer.RefuseAsync(context, refusal)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => writer.WriteString("status", "done")))
            .ConfigureAwait(false);
    }

    private static string CodeOf(HttpContext context) => (string)context.Request.RouteValues["code"]!;

    private static Refusal TooMany { get; } = Refusal.Of("too-many-requests",
        $"An address may ask {MostAMinute} times a minute: wait a minute.", $"每个地址每分钟最多查询 {MostAMinute} 次，请一分钟后再试。");
}
