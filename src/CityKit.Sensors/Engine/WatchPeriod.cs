using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>When a rule may judge a sensor, as the engine counts time.</summary>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end, not included; <see cref="Watch.Never"/> for none.</param>
/// <param name="IsConsent">Whether a household's consent is what it rests on: such a period may be renewed after its end.</param>
internal readonly record struct WatchPeriod(long From, long To, bool IsConsent)
{
    internal bool Contains(long at) => at >= From && at < To;

    /// <exception cref="ArgumentException">The rule may not judge the sensor at any time.</exception>
    internal static WatchPeriod Of(Rule rule, Sensor sensor) => rule.PeriodOver(sensor) is { } period
        ? new WatchPeriod(Clock.Of(period.Start), period.HasEnd ? Clock.Of(period.End) : Watch.Never, rule.NeedsConsent(sensor))
        : throw new ArgumentException($"Rule '{rule.Id}' may not judge {sensor.Key}.", nameof(sensor));
}
