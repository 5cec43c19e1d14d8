using System.Buffers;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Intake;

/// <content>The windows of rules that were changed, filled by a second judge that is shown the past.</content>
internal sealed partial class Judge
{
    private List<AlertId> orphans = [];

    /// <summary>The rules whose windows are empty since the configuration last changed; none once they were asked for.</summary>
    internal RuleSet Empty { get; private set; } = RuleSet.Empty;

    /// <summary>The ids of the rules whose windows the last change of the configuration filled from the past.</summary>
    internal IReadOnlySet<string> Filled { get; private set; } = new HashSet<string>();

    /// <summary>The rules whose windows are empty, asked once.</summary>
    internal RuleSet TakeEmpty()
    {
        var taken = Empty;
        Empty = RuleSet.Empty;
        return taken;
    }

    /// <summary>A judge that has some of the rules alone, with the sensors that they are about, and knows nothing of either.</summary>
    internal Judge NewFor(RuleSet some)
    {
        var judge = new Judge(options, logger) { rules = some };
        var keys = sensors.Register.Sensors.Where(sensor => some.Rules.Any(rule => rule.IsAbout(sensor))).Select(s => s.Key).ToHashSet();
        judge.sensors.Begin(SensorRegister.Of(sensors.Register.Sensors.Where(sensor => keys.Contains(sensor.Key))), []);
        judge.engine = new RuleEngine(some, RuleHost.Hub, judge.sensors.Register);
        return judge;
    }

    /// <summary>Goes on with what a judge of some of the rules found out.</summary>
    /// <param name="past">The judge that was shown the past.</param>
    /// <param name="filled">The ids of its rules that saw anything.</param>
    /// <param name="open">The alerts that it holds open: one of the rule before that is the same goes on.</param>
    internal void TakeOver(Judge past, IReadOnlySet<string> filled, IReadOnlySet<AlertId> open)
    {
        var state = new ArrayBufferWriter<byte>();
        past.engine.Save(state);
        orphans.AddRange(LoadRules(state.WrittenSpan));
        Filled = filled;
        orphans.RemoveAll(open.Contains);
    }
}
