using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Explaining;

/// <summary>The sensors that decided an alert, as the register has them (传感器台账).</summary>
/// <param name="sensorsOf">All entries that the register has of a device.</param>
/// <param name="now">The hub's clock.</param>
internal sealed class AlertSensors(Func<DeviceId, CancellationToken, ValueTask<IReadOnlyList<Sensor>>> sensorsOf, Instant now)
{
    /// <summary>A link for each sensor that the register knows, with what to look at of its readings.</summary>
    internal async ValueTask<IReadOnlyList<ChainLink>> OfAsync(Alert alert, Rule? rule, CancellationToken cancellationToken)
    {
        var links = new List<ChainLink>();
        foreach (var key in EntryCause.SourcesOf(alert).Select(KeyOf).OfType<SensorKey>())
            if (await FindAsync(key, alert.RaisedAt, cancellationToken).ConfigureAwait(false) is { } sensor)
                links.Add(new ChainLink("sensor", key.ToString(),
                    alert.RaisedAt) { Detail = LinkDetails.Of(sensor, ChartOf(alert, rule, sensor)) });
        return links;
    }

    private async ValueTask<Sensor?> FindAsync(SensorKey key, Instant at, CancellationToken cancellationToken) =>
        (await sensorsOf(key.Device, cancellationToken).ConfigureAwait(false))
            .Where(entry => entry.Key == key && entry.ValidFrom <= at).MaxBy(entry => entry.ValidFrom);

    private SensorChart? ChartOf(Alert alert, Rule? rule, Sensor sensor)
    {
        var words = alert.Evidence.FirstOrDefault(evidence => evidence.Source == sensor.Key.ToString())?.Condition;
        var judged = rule is GroupRule group ? group.Conditions.FirstOrDefault(condition => condition.Words == words)?.Rule : rule;
        return judged is null ? null : SensorChart.Of(judged, sensor, alert, now);
    }

    private static SensorKey? KeyOf(string source) => source.Split('/') is [var device, var sensor]
        && DeviceId.TryParse(device, null, out var id) && SensorName.TryParse(sensor, null, out var name) ? new SensorKey(id, name) : null;
}
