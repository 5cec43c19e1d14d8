using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>
/// How far notifications are behind, for <c>services.AddHealthChecks().AddCheck&lt;NotificationHealthCheck&gt;("notifications")</c>:
/// degraded when a message has waited longer than <see cref="DeliveryOptions.BehindAfter"/>, or there are dead letters.
/// </summary>
/// <param name="desk">The deliveries.</param>
public sealed class NotificationHealthCheck(NotificationDesk desk) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (lag, waiting) = (desk.Lag, desk.Waiting);
        try
        {
            var dead = await desk.CountDeadLettersAsync(cancellationToken).ConfigureAwait(false);
            var data = new Dictionary<string, object> { ["waiting"] = waiting, ["lagSeconds"] = lag.TotalSeconds, ["deadLetters"] = dead };
            var (status, description) = Judge(lag, waiting, dead);
            return new HealthCheckResult(status, description, data: data);
        }
        catch (IOException failed)
        {
            return HealthCheckResult.Unhealthy($"The store of deliveries does not answer: {failed.Message} 投递存储无应答。");
        }
    }

    private (HealthStatus, string) Judge(Duration lag, int waiting, long dead) =>
        lag > desk.Options.BehindAfter ? (HealthStatus.Degraded, BehindText(waiting, lag.TotalMinutes))
        : dead > 0 ? (HealthStatus.Degraded, DeadText(dead))
        : (HealthStatus.Healthy, "Notifications are delivered. 通知投递正常。");

    private static string BehindText(int waiting, double minutes) =>
        $"{waiting} messages wait, the oldest for {minutes:0} minutes. {waiting} 条消息待发，最久已等待 {minutes:0} 分钟。";

    private static string DeadText(long dead) =>
        $"{dead} dead letters: see GET /dead-letters, send them again or remove the subscription. 有 {dead} 条死信，请查看并重发。";
}
