using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityKit.Hosting;

/// <summary>
/// How the hub is, for <c>services.AddHealthChecks().AddCheck&lt;HubHealthCheck&gt;("hub")</c>: whether it has started, whether its
/// store answers and takes commits, how many inputs wait.
/// </summary>
/// <param name="hub">The hub.</param>
public sealed class HubHealthCheck(CityHub hub) : IHealthCheck
{
    private const double Full = 0.8;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = hub.Health;
        var data = new Dictionary<string, object> { ["waiting"] = health.Waiting, ["mostWaiting"] = health.MostWaiting };
        var (status, description) = hub.Lost.IsCompleted
            ? (HealthStatus.Unhealthy, "Another hub has the store; this one is to be stopped. 存储已被另一中枢接管，请停止本中枢。")
            : !health.IsRunning ? (HealthStatus.Unhealthy, "The hub does not run. 中枢未运行。")
            : await TroubleOfStoreAsync(cancellationToken).ConfigureAwait(false) is { } trouble ? (HealthStatus.Unhealthy, trouble)
            : hub.Missing.Sum(missing => missing.Count) is > 0 and var count ? (HealthStatus.Degraded, MissingText(count))
            : Judge(health);
        return new HealthCheckResult(status, description, data: data);
    }

    private static (HealthStatus, string) Judge(HubHealth health) => health switch
    {
        { IsFailing: true } => (HealthStatus.Unhealthy, "The last commit could not be stored. 最近一次提交未能保存。"),
        _ when health.Waiting >= Full * health.MostWaiting => (HealthStatus.Degraded, Waiting($"{health.Waiting}/{health.MostWaiting}")),
        _ => (HealthStatus.Healthy, "The hub takes inputs and its store answers. 中枢与存储正常。"),
    };

    private static string MissingText(long count) =>
        $"The hub was restored from an older copy and {count} events are missing: see the summary. 中枢恢复自较旧的副本，缺失 {count} 条事件，见总览。";

    private static string Waiting(string inputs) => $"{inputs} inputs wait: devices will be asked to come again. 等待的输入已达 {inputs}。";

    /// <summary>The shortest question there is.</summary>
    private async Task<string?> TroubleOfStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await hub.Store.ReadPositionAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return $"The store does not answer: {failed.Message} 存储无应答：{failed.Message}";
        }
    }
}
