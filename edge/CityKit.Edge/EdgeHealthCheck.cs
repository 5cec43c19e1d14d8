using CityKit.Edge.Forwarding;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Edge;

/// <summary>
/// How the device is, for <c>services.AddHealthChecks().AddCheck&lt;EdgeHealthCheck&gt;("edge")</c>: whether commits are refused,
/// whether the hub answers, how full the outbox is.
/// </summary>
/// <param name="edge">The device.</param>
/// <param name="options">How much its outbox may hold.</param>
/// <param name="time">For the age of the last contact.</param>
public sealed class EdgeHealthCheck(EdgeRuntime edge, IOptions<EdgeOptions> options, TimeProvider time) : IHealthCheck
{
    private const double Full = 0.8;
    private static readonly Duration Patience = Duration.FromMinutes(10);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (forwarder, outbox) = (edge.Forwarder.Status, edge.Outbox.Status);
        var fill = (double)(outbox.Alarm.Bytes + outbox.Reading.Bytes) / options.Value.OutboxCapBytes;
        var (status, description) = Judge(forwarder, fill);
        var data = new Dictionary<string, object>
        {
            ["state"] = forwarder.State.ToString(),
            ["lastContact"] = forwarder.LastContact is { } contact ? $"{contact}" : "none",
            ["outboxFill"] = Math.Round(fill, 3),
            ["eventsKept"] = outbox.Alarm.Rows + outbox.Reading.Rows,
        };
        return Task.FromResult(new HealthCheckResult(status, description, data: data));
    }

    private (HealthStatus, string) Judge(ForwarderStatus forwarder, double fill) => forwarder switch
    {
        _ when edge.Loop.Status.Trouble is { } trouble =>
            (HealthStatus.Unhealthy, $"Events cannot be kept: {trouble.Code}. 事件无法保存：{trouble.Code}。"),
        { State: ForwarderState.UnknownDevice or ForwarderState.BadSignature or ForwarderState.Retired or ForwarderState.Incompatible } =>
            (HealthStatus.Unhealthy, $"Somebody has to act at the hub: {forwarder.Message} 需要在中枢处理。"),
        { State: ForwarderState.UnsignedAnswer } => (HealthStatus.Unhealthy, $"Answers are not the hub's: {forwarder.Message} 应答未通过验证。"),
        { State: ForwarderState.Retrying } when !IsRecent(forwarder.LastContact) => (HealthStatus.Degraded, NoAnswer),
        _ when fill >= Full => (HealthStatus.Degraded, $"The outbox is {fill:0%} full. 发件箱已占用 {fill:0%}。"),
        _ => (HealthStatus.Healthy, "Events are kept and the hub answers. 事件正常保存，中枢应答正常。"),
    };

    private static string NoAnswer =>
        $"No answer of the hub for more than {Patience.TotalMinutes:0} minutes. 超过 {Patience.TotalMinutes:0} 分钟未收到中枢应答。";

    private bool IsRecent(Instant? contact) => contact is { } at && time.GetUtcNow().ToInstant() - at <= Patience;
}
