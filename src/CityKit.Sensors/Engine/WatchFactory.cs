using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>Pairs a sensor with the rules that are about it and may judge it.</summary>
internal static class WatchFactory
{
    internal static IEnumerable<Watch> Create(RuleIndex rules, Sensor sensor) =>
        rules.Judging(sensor).Select(r => Create(r, sensor)).OfType<Watch>();

    internal static Watch? Create(Rule rule, Sensor sensor) => rule switch
    {
        MatchRule match => new MatchWatch(match, sensor),
        ContactRule contact => new ContactWatch(contact, sensor),
        ThresholdRule threshold when RuleLimit.Of(threshold, sensor) is { } limit => new ThresholdWatch(threshold, sensor, limit),
        WindowRule window when RuleLimit.Of(window, sensor) is { } limit => new WindowWatch(window, sensor, limit),
        DwellRule dwell => new DwellWatch(dwell, sensor),
        SilenceRule silence => new SilenceWatch(silence, sensor),
        _ => null,
    };
}
