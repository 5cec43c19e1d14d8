using System.Diagnostics.Metrics;
using System.Net;
using CityKit.AspNetCore.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.AspNetCore.Defence;

/// <summary>
/// Sees every refusal: counts it, logs it within a budget, and reports a kind that becomes frequent to those who maintain the hub, once an
/// hour.
/// </summary>
internal sealed partial class DoorWatch
{
    /// <summary>What an honest client hardly ever is refused for.</summary>
    private static readonly HashSet<string> Suspicious =
        ["bad-signature", "unknown-device", "garbage", "stale", "wrong-key", "locked-out", "over-budget", "too-slow"];

    private static readonly HashSet<string> Logged = [.. Suspicious, "key-expired", "wrong-role", "wrong-type", "too-large"];
    private readonly CityKitDoorOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Counter<long> refused;
    private readonly LogBudget lines;
    private readonly RefusalTally tally = new();

    public DoorWatch(IOptions<CityKitDoorOptions> options, TimeProvider time, ILogger<DoorWatch> logger, IMeterFactory meters)
    {
        (this.options, this.time, this.logger) = (options.Value, time, logger);
        refused = meters.Create("CityKit").CreateCounter<long>(
            "citykit.http.refused", "{request}", "Requests that were refused, by the refusal's code.");
        lines = new LogBudget(time, this.options.LogLinesPerMinute, (kind, count) => More(logger, count, kind));
    }

    /// <summary>Notes the refusal of a request; does nothing when it was not refused.</summary>
    internal async ValueTask NoteAsync(HttpContext context)
    {
        if (NotedRefusal.Of(context) is not { } noted) return;
        refused.Add(1, new KeyValuePair<string, object?>("code", noted.Code));
        if (Logged.Contains(noted.Code) && lines.TryTake(noted.Code)) Write(context, noted);
        if (Suspicious.Contains(noted.Code)) await CountAsync(context, noted).ConfigureAwait(false);
    }

    /// <summary>When the hub cannot store the report now, the next refusal tries again.</summary>
    private async ValueTask CountAsync(HttpContext context, NotedRefusal noted)
    {
        var now = time.GetUtcNow().ToInstant();
        var side = NetworkOf.Side(context.Connection.RemoteIpAddress);
        var subject = noted.Device?.Value ?? side;
        var count = tally.Count(noted.Code, subject, now.ToUnixTimeSeconds() / NodaConstants.SecondsPerHour);
        if (count < options.RefusalsToReport || context.FindHub() is not { } hub) return;
        if (await hub.ReportRefusalsAsync(noted.Code, noted.Device, side, count).ConfigureAwait(false)) tally.Close(noted.Code, subject);
    }

    private void Write(HttpContext context, NotedRefusal noted)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        if (options.LogAddresses) RefusedFrom(logger, noted.Code, route, noted.Device?.Value, context.Connection.RemoteIpAddress);
        else Refused(logger, noted.Code, route, noted.Device?.Value);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused: {Code} at {Route} {Device} 已拒绝。")]
    private static partial void Refused(ILogger logger, string code, string route, string? device);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused: {Code} at {Route} {Device} from {Address} 已拒绝，并注明来源地址。")]
    private static partial void RefusedFrom(ILogger logger, string code, string route, string? device, IPAddress? address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused: {Count} more for {Code} in the last minute. 上一分钟另有同类拒绝。")]
    private static partial void More(ILogger logger, long count, string code);
}
