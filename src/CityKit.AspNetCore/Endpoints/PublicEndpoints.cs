using System.Threading.RateLimiting;
using CityKit.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// GET /public/{kind}/{code}: what anybody may read by a code that cannot be guessed. Wrong codes and those whose time is over are answered
/// with the same bytes.
/// </summary>
internal static class PublicEndpoints
{
    private const int MostAMinute = 30;

    internal static void Map(RouteGroupBuilder group)
    {
        var budget = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
            NetworkOf.Client(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = MostAMinute, Window = TimeSpan.FromMinutes(1) }));
        group.MapGet("/public/{kind}/{code}", context => FindAsync(context, budget)).AllowAnonymous();
    }

    private static async Task FindAsync(HttpContext context, PartitionedRateLimiter<HttpContext> budget)
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
        var (kind, code) = ((string)context.Request.RouteValues["kind"]!, (string)context.Request.RouteValues["code"]!);
        if (await context.Hub().Public.FindAsync(kind, code, context.RequestAborted).ConfigureAwait(false) is not { } found)
        {
            await JsonAnswer.RefuseAsync(context, NoSuchCode).ConfigureAwait(false);
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(found, context.RequestAborted).ConfigureAwait(false);
    }

    private static Refusal NoSuchCode { get; } = Refusal.Of("not-found",
        "No code leads to this: check it, or its time is over.", "查询码有误或已过期，请核对。");

    private static Refusal TooMany { get; } = Refusal.Of("too-many-requests",
        $"An address may ask {MostAMinute} times a minute: wait a minute.", $"每个地址每分钟最多查询 {MostAMinute} 次，请一分钟后再试。");
}
