using CityKit.Core.Text;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Checking;

/// <summary>The one check of a city's parts, for a hub's start and for <see cref="CityCheck"/>.</summary>
internal static class PartsCheck
{
    /// <summary>How many of the steps of <see cref="Errors"/> read a file by itself.</summary>
    internal const int ReadingSteps = 2;

    /// <summary>What no hub starts with, step by step: each file by itself, then against the others. Ends after a step whose file cannot be read.</summary>
    internal static IEnumerable<(CityFileKind Kind, IReadOnlyList<ConfigError> Errors)> Errors(CityParts parts)
    {
        var rules = RuleSet.Parse(parts.Rules.Span, out var wrongRules);
        yield return (CityFileKind.Rules, wrongRules);
        var sensors = SensorRegister.Parse(parts.Sensors.Span, out var wrongSensors);
        yield return (CityFileKind.Sensors, wrongSensors);
        if (rules is null || sensors is null) yield break;
        var names = new NameCheck(parts);
        yield return (CityFileKind.Rules, rules.Check(sensors));
        yield return (CityFileKind.Policy, names.Policy());
        yield return (CityFileKind.Sensors, names.Sensors());
        yield return (CityFileKind.Rules, names.Rules());
    }

    /// <summary>Rules about sensors that the register does not have: nothing to refuse a start for, and hardly meant.</summary>
    internal static IReadOnlyList<ConfigError> Doubts(CityParts parts)
    {
        var file = ConfigReader.Parse(parts.Rules.Span);
        if (SensorRegister.Parse(parts.Sensors.Span, out _) is not { } register) return [];
        foreach (var rule in file.Objects("rules")) Doubt(rule.Object("sensors"), register);
        return file.Errors;
    }

    private static void Doubt(ConfigReader selector, SensorRegister register)
    {
        var known = new Dictionary<string, string[]>
        {
            ["device"] = [.. register.Sensors.Select(s => s.Key.Device.Value).Distinct()],
            ["sensor"] = [.. register.Sensors.Select(s => s.Key.Sensor.Value).Distinct()],
            ["quantity"] = [.. register.Sensors.Select(s => s.Quantity.Value).Distinct()],
        };
        var named = known.Where(names => selector.Has(names.Key)).ToArray();
        var unknown = named.Where(names => !names.Value.Contains(selector.Text(names.Key))).ToArray();
        foreach (var (member, names) in unknown) selector.Reject(member, $"a {member} of the sensor register", NearMiss.Of(selector.Text(member), names));
        if (unknown.Length == 0 && !register.Sensors.Any(sensor => named.All(names => Named(sensor, names.Key) == selector.Text(names.Key))))
            selector.RejectAll("a rule about no sensor", "names that one sensor of the register has together");
    }

    private static string Named(Sensor sensor, string member) => member switch
    {
        "device" => sensor.Key.Device.Value,
        "sensor" => sensor.Key.Sensor.Value,
        _ => sensor.Quantity.Value,
    };
}
