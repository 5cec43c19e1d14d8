using System.Globalization;
using System.Threading.RateLimiting;
using CityKit.AspNetCore.Defence;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Doors;
using CityKit.Residents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// GET /public/{kind}/{code}: what anybody may read by a code that cannot be guessed; POST /public/follow/{code}/survey and /reopen: what who
/// holds it may do; POST /public/reports: a report without an account. Wrong codes and those whose time is over are answered with the same bytes.
/// </summary>
internal static class PublicEndpoints
{
    private const int MostAMinute = 30;

    internal static void Map(RouteGroupBuilder group)
    {
        var budget = PerAddress(MostAMinute, TimeSpan.FromMinutes(1));
        MapReports(group);
        group.MapGet("/public/{kind}/{code}", context => WithinAsync(context, budget, FindAsync)).AllowAnonymous();
        group.MapPost("/public/follow/{code}/survey", context => WithinAsync(context, budget, RateAsync)).AllowAnonymous();
        group.MapPost("/public/follow/{code}/reopen", context => WithinAsync(context, budget, ReopenAsync)).AllowAnonymous();
    }

    /// <summary>POST /public/reports, which answers that one has to sign in where the host allows no reports without.</summary>
    private static void MapReports(RouteGroupBuilder group)
    {
        var options = ((IEndpointRouteBuilder)group).ServiceProvider.GetRequiredService<IOptions<CityKitDoorOptions>>().Value;
        var budget = PerAddress(Math.Max(1, options.AddressReportsPerHour), TimeSpan.FromHours(1));
        group.MapPost("/public/reports", context => options.AddressReportsPerHour == 0
            ? JsonAnswer.RefuseAsync(context, SignIn)
            : Requests.JsonAsync(context, json =>
            {
                var report = ReportEndpoints.ReadAnonymous(context, json);
                return async () =>
                {
                    using var lease = budget.AttemptAcquire(context);
                    await (lease.IsAcquired ? report() : RefuseAsync(context, TooManyReports(options.AddressReportsPerHour), 3600)).ConfigureAwait(false);
                };
            })).AllowAnonymous();
    }

    private static PartitionedRateLimiter<HttpContext> PerAddress(int most, TimeSpan window) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
            NetworkOf.Client(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window }));

    private static Task RefuseAsync(HttpContext context, Refusal refusal, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return JsonAnswer.RefuseAsync(context, refusal);
    }

    private static async Task WithinAsync(HttpContext context, PartitionedRateLimiter<HttpContext> budget, RequestDelegate handle)
    {
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        using var lease = budget.AttemptAcquire(context);
        await (lease.IsAcquired ? handle(context) : RefuseAsync(context, TooMany, 60)).ConfigureAwait(false);
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
        await (answer.Refusal is { } refusal ? JsonAnswer.RefuseAsync(context, refusal)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => writer.WriteString("status", "done"))).ConfigureAwait(false);
    }

    private static string CodeOf(HttpContext context) => (string)context.Request.RouteValues["code"]!;

    private static Refusal SignIn { get; } = Refusal.Of("no-key",
        "This hub takes reports of those who sign in: do, and report with 'anonymous' if you want to give no name.",
        "本系统仅受理登录用户的上报：请登录后上报；如不愿具名，可选择匿名（anonymous）。");

    private static Refusal TooManyReports(int most) => Refusal.Of("too-many-requests",
        $"An address may report {most} times an hour without signing in: wait, or sign in.",
        $"未登录时每个地址每小时最多上报 {most} 次，请稍后再试或登录后上报。");

    private static Refusal TooMany { get; } = Refusal.Of("too-many-requests",
        $"An address may ask {MostAMinute} times a minute: wait a minute.", $"每个地址每分钟最多查询 {MostAMinute} 次，请一分钟后再试。");
}
