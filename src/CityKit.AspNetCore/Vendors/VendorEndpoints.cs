using CityKit.AspNetCore.Endpoints;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Mapping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.AspNetCore.Vendors;

/// <summary>
/// POST /feeds/{feed} of each feed that has a mapping: a vendor's JSON, or CloudEvents. A feed whose mapping has a check lets the vendor in
/// by that alone; every other is for people and systems with a role.
/// </summary>
internal static partial class VendorEndpoints
{
    private const int MaxMessage = 1 << 20;
    private const int MaxEcho = 64;
    private const int MaxEvents = 1000;
    private static readonly JsonLimits Limits = new() { Bytes = MaxMessage };

    internal static void Map(RouteGroupBuilder open, RouteGroupBuilder people, IServiceProvider services)
    {
        foreach (var feed in services.GetServices<VendorFeed>())
        {
            var mapping = feed.Mapping;
            var group = mapping.Check is null ? people : open;
            group.MapPost($"/feeds/{mapping.Feed}", (RequestDelegate)(context => AcceptAsync(context, feed))).WithMetadata(BodyTypes.Feeds);
            if (mapping.Echo is { } echo)
                group.MapGet($"/feeds/{mapping.Feed}", (RequestDelegate)(context => EchoAsync(context, feed, echo)));
        }
    }

    private static async Task AcceptAsync(HttpContext context, VendorFeed feed)
    {
        var body = await context.BodyAsync(MaxMessage).ConfigureAwait(false);
        if ((body.Refusal ?? RefusalOf(context, feed, body.Bytes)) is { } refused)
            await JsonAnswer.RefuseAsync(context, refused).ConfigureAwait(false);
        else if (JsonText.Parse(body.Bytes, Limits, out var error) is not { } content)
            await JsonAnswer.RefuseAsync(context, new Refusal("bad-request", error!.Message, [])).ConfigureAwait(false);
        else await TakeAsync(context, feed.Mapping, body.Bytes, MessagesOf(context.Request.ContentType, body.Bytes, content))
            .ConfigureAwait(false);
    }

    private static async Task TakeAsync(
        HttpContext context, FeedMapping mapping, byte[] body, IReadOnlyList<VendorMessage> messages)
    {
        if (messages.Count > MaxEvents)
        {
            await JsonAnswer.RefuseAsync(context, TooMany(messages.Count)).ConfigureAwait(false);
            return;
        }
        var intake = new VendorIntake(context.Hub(), mapping);
        var answer = await intake.TakeAsync(body, messages, context.RequestAborted).ConfigureAwait(false);
        if (intake.Rejects is [var first, ..])
            Rejected(LoggerOf(context), mapping.Feed.Value, intake.Rejects.Count, first.Field, first.Reason.En);
        await (answer.Refusal is { } refusal
            ? JsonAnswer.RefuseAsync(context, refusal)
            : FeedEndpoints.WriteAsync(context, answer, intake.Rejects)).ConfigureAwait(false);
    }

    private static IReadOnlyList<VendorMessage> MessagesOf(string? contentType, byte[] body, JsonValue content) =>
        CloudEventBody.IsOne(contentType) || CloudEventBody.AreMany(contentType)
            ? CloudEventBody.Read(body, content)
            : [new VendorMessage(content, null, null, null)];

    /// <summary>Gives back what a platform tries the address with: its own text, and nothing that a browser would run.</summary>
    private static async Task EchoAsync(HttpContext context, VendorFeed feed, string parameter)
    {
        var text = context.Request.Query[parameter].ToString();
        if ((feed.Mapping.Check is { Kind: FeedCheckKind.Hmac } ? null : RefusalOf(context, feed, [])) is { } refused)
            await JsonAnswer.RefuseAsync(context, refused).ConfigureAwait(false);
        else
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(text[..Math.Min(text.Length, MaxEcho)], context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Refusal? RefusalOf(HttpContext context, VendorFeed feed, byte[] body)
    {
        if (feed.Mapping.Check is not { } check) return WrongRole(context.Actor());
        var request = context.Request;
        return FeedGuard.Check(check, feed.Secret,
            (check.Kind == FeedCheckKind.QueryKey ? request.Query[check.Name] : request.Headers[check.Name]).ToString(),
            check.TimeHeader is { } header ? request.Headers[header].ToString() : "", body,
            Instant.FromDateTimeOffset(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()));
    }

    private static Refusal? WrongRole(Actor actor) => actor.IsAny(Role.Utility, Role.Machine) ? null
        : Refusal.Of("wrong-role", $"Readings come from a utility or a machine; {actor.Id} is neither.",
            $"读数由公用事业单位或机器提交，{actor.Id} 无此权限。", nameof(Role.Utility), nameof(Role.Machine));

    private static Refusal TooMany(int found) => Refusal.Of("too-many",
        $"The body has {found} events, at most {MaxEvents} are taken at once: send them in several requests.",
        $"请求含 {found} 个事件，一次最多 {MaxEvents} 个，请分多次提交。");

    private static ILogger LoggerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("CityKit.AspNetCore.Vendors");

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The feed {Feed} sent {Count} rows that its mapping cannot read; the first at {Path}: {Reason} 推送中有无法读取的行。")]
    private static partial void Rejected(ILogger logger, string feed, int count, string path, string reason);
}
