using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Checking;

/// <summary>The one check of a city's parts, for a hub's start and for <see cref="CityCheck"/>.</summary>
internal static class PartsCheck
{
    private static readonly string[] Members = ["device", "sensor", "quantity"];

    /// <summary>How many of the steps of <see cref="Errors"/> read a file by itself.</summary>
    internal const int ReadingSteps = 2;

    /// <summary>
    /// What no hub starts with, step by step: each file by itself, then against the others. Ends after a step whose file cannot be
    /// read.
    /// </summary>
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
        yield return (CityFileKind.Sensors, sensors.Count == 0 ? [] : names.Sensors());
        yield return (CityFileKind.Rules, rules.Rules.IsEmpty ? [] : names.Rules());
    }

    /// <summary>Rules about sensors that the register does not have: nothing to refuse a start for, and hardly meant.</summary>
    internal static IReadOnlyList<ConfigError> Doubts(CityParts parts)
    {
        var file = ConfigReader.Parse(parts.Rules.Span);
        if (SensorRegister.Parse(parts.Sensors.Span, out _) is not { } register) return [];
        foreach (var selector in file.Objects("rules").SelectMany(Selectors)) Doubt(selector, register);
        return file.Errors;
    }

    /// <summary>Sensors of households over which rules do not run, as the entry has no consent for them.</summary>
    internal static IReadOnlyList<ConfigError> WithoutConsent(CityParts parts)
    {
        if (RuleSet.Parse(parts.Rules.Span, out _) is not { } rules || SensorRegister.Parse(parts.Sensors.Span, out _) is not { } register)
            return [];
        var without = rules.WithoutConsent(register.Sensors, Instant.MinValue)
            .ToDictionary(found => (found.Sensor.Key, found.Sensor.ValidFrom), found => found.Rules);
        var file = ConfigReader.Parse(parts.Sensors.Span);
        foreach (var entry in file.Objects("sensors"))
            if (without.TryGetValue((KeyOf(entry), entry.Instant("validFrom")), out var stopped)) Doubt(entry, stopped);
        return file.Errors;
    }

    /// <summary>What a rule selects: by itself, and in each condition of a rule over several.</summary>
    private static IEnumerable<ConfigReader> Selectors(ConfigReader rule) =>
        Conditions(rule.Object("when")).Prepend(rule).Select(part => part.ObjectOrNull("sensors")).OfType<ConfigReader>();

    private static IEnumerable<ConfigReader> Conditions(ConfigReader when) => when.Find("of")?.Kind switch
    {
        JsonKind.Array => when.Objects("of"),
        JsonKind.Object => [when.Object("of")],
        _ => ((string[])["first", "then"]).Select(when.ObjectOrNull).OfType<ConfigReader>(),
    };

    private static SensorKey KeyOf(ConfigReader entry) =>
        new(entry.Parsed<DeviceId>("device", LocalizedText.Values()), entry.Parsed<SensorName>("sensor", LocalizedText.Values()));

    private static void Doubt(ConfigReader entry, IReadOnlyList<Rule> stopped) =>
        entry.Reject("consent", new(
            $"对 {string.Join("、", stopped.Select(rule => rule.Purpose).Distinct())} 的同意，"
                + $"否则规则 {string.Join("、", stopped.Select(rule => rule.Id))} 不判断此传感器",
            $"a consent for {string.Join(", ", stopped.Select(rule => rule.Purpose).Distinct())}, "
                + $"without which the rules {string.Join(", ", stopped.Select(rule => rule.Id))} do not judge this sensor"));

    private static void Doubt(ConfigReader selector, SensorRegister register)
    {
        string[] named = [.. Members.Where(selector.Has)];
        var before = selector.Errors.Count;
        foreach (var member in named)
        {
            string[] known = [.. register.Sensors.Select(sensor => Named(sensor, member)).Distinct()];
            var name = selector.Text(member);
            if (!known.Contains(name))
                selector.Reject(member, new($"传感器台账中的 {member}", $"a {member} of the sensor register"), NearMiss.Of(name, known));
        }
        if (selector.Errors.Count > before) return;
        if (!register.Sensors.Any(sensor => named.All(member => Named(sensor, member) == selector.Text(member))))
            selector.RejectAll(new("不涉及任何传感器的规则", "a rule about no sensor"),
                new("台账中同一传感器的各项名称", "names that one sensor of the register has together"));
    }

    private static string Named(Sensor sensor, string member) => member switch
    {
        "device" => sensor.Key.Device.Value,
        "sensor" => sensor.Key.Sensor.Value,
        _ => sensor.Quantity.Value,
    };
}
