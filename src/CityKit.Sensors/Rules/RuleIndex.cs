using System.Collections.Frozen;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Rules by what they select: a sensor finds its own without looking at the others. Each is kept under its most specific selection.
/// </summary>
internal sealed class RuleIndex
{
    private FrozenDictionary<DeviceId, Rule[]>? byDevice;
    private FrozenDictionary<SensorName, Rule[]>? bySensor;
    private FrozenDictionary<Quantity, Rule[]>? byQuantity;

    internal RuleIndex(IEnumerable<Rule> rules)
    {
        var all = rules.ToArray();
        if (all.Length > 0) Fill(all.ToLookup(Level));
    }

    /// <summary>The rules that are about a sensor, by id.</summary>
    internal List<Rule> Of(Sensor sensor)
    {
        var found = new List<Rule>();
        Add(byDevice?.GetValueOrDefault(sensor.Key.Device), sensor, found);
        Add(bySensor?.GetValueOrDefault(sensor.Key.Sensor), sensor, found);
        Add(byQuantity?.GetValueOrDefault(sensor.Quantity), sensor, found);
        if (found.Count > 1) found.Sort(static (a, b) => string.CompareOrdinal(a.Id, b.Id));
        return found;
    }

    /// <summary>Those that may judge it at some time, by id. A rule for a group does not judge a sensor that is of none.</summary>
    internal IEnumerable<Rule> Judging(Sensor sensor) =>
        Of(sensor).Where(rule => rule.PeriodOver(sensor) is not null && GroupKey.Of(rule.Per, sensor) is not null);

    private void Fill(ILookup<int, Rule> all)
    {
        byDevice = Index(all[0], r => r.Sensors.Device!.Value);
        bySensor = Index(all[1], r => r.Sensors.Sensor!.Value);
        byQuantity = Index(all[2], r => r.Sensors.Quantity!.Value);
    }

    private static int Level(Rule rule) =>
        rule.Sensors switch { { Device: not null } => 0, { Sensor: not null } => 1, { Quantity: not null } => 2, _ => 3 };

    private static FrozenDictionary<TKey, Rule[]> Index<TKey>(IEnumerable<Rule> rules, Func<Rule, TKey> key) where TKey : notnull =>
        rules.GroupBy(key).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    private static void Add(Rule[]? rules, Sensor sensor, List<Rule> found)
    {
        foreach (var rule in rules ?? [])
            if (rule.Sensors.Includes(sensor)) found.Add(rule);
    }
}
