using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>Pairs a sensor with the rules that are about it and may judge it.</summary>
internal static class WatchFactory
{
    internal static IEnumerable<Watch> Create(RuleIndex rules, Sensor sensor) =>
        rules.Judging(sensor).Select(r => Create(r, sensor)).OfType<Watch>();

    internal static Watch? Create(Rule rule, Sensor sensor)
    {
        var watch = CreateLeaf(rule, sensor);
        if (watch is not null && rule.Lateness > Duration.Zero) watch = new LateWatch(watch);
        return watch is not null && rule.Only is { } calendar ? new CalendarWatch(watch, calendar) : watch;
    }

    private static Watch? CreateLeaf(Rule rule, Sensor sensor) => rule switch
    {
        MatchRule { Changes: true } match => new ContactChangeWatch(match, sensor),
        MatchRule match => new MatchWatch(match, sensor),
        ContactRule contact => new ContactWatch(contact, sensor),
        ThresholdRule threshold when RuleRange.Of(threshold, sensor) is { } range => new ThresholdWatch(threshold, sensor, range),
        WindowRule { Steps: not null } window => WindowPlan.Of(window, sensor) is { } plan ? Create(plan, sensor) : null,
        WindowRule window when RuleLimit.Of(window, sensor) is { } limit => new WindowWatch(window, sensor, limit),
        ChangeRule change when change.MostAnHour(sensor) is { } most => new ChangeWatch(change, sensor, most),
        StuckRule stuck when stuck.SlackOf(sensor) is { } slack => new StuckWatch(stuck, sensor, slack),
        DwellRule dwell => new DwellWatch(dwell, sensor),
        SilenceRule silence => new SilenceWatch(silence, sensor),
        _ => null,
    };

    private static StepWindowWatch Create(WindowPlan plan, Sensor sensor) =>
        plan.HasMemory ? new ComparedWindowWatch(plan, sensor) : new StepWindowWatch(plan, sensor);
}
