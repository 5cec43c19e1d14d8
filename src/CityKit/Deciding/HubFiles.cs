using CityKit.Core.Text;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Deciding;

/// <summary>Reads the rule file and the sensor register, all errors at once.</summary>
internal static class HubFiles
{
    internal static (RuleSet Rules, SensorRegister Sensors) Read(HubConfiguration configuration)
    {
        var rules = RuleSet.Parse(configuration.Rules.Span, out var wrongRules);
        var sensors = SensorRegister.Parse(configuration.Sensors.Span, out var wrongSensors);
        if (rules is null) throw Wrong("rule file", "规则文件", wrongRules);
        if (sensors is null) throw Wrong("sensor register", "传感器登记表", wrongSensors);
        var mismatches = rules.Check(sensors);
        return mismatches.Count == 0 ? (rules, sensors) : throw Wrong("rule file", "规则文件", mismatches);
    }

    /// <summary>Reads the files and checks that what they name exists.</summary>
    /// <exception cref="ArgumentException">A file has errors; the message lists them with line and column.</exception>
    internal static void Check(HubSetup setup)
    {
        Read(setup.Configuration);
        var names = new NameCheck(setup);
        if (names.Policy() is { Count: > 0 } policy) throw Wrong("policy", "办理规则", policy);
        if (names.Sensors() is { Count: > 0 } sensors) throw Wrong("sensor register", "传感器登记表", sensors);
        if (names.Rules() is { Count: > 0 } rules) throw Wrong("rule file", "规则文件", rules);
    }

    private static ArgumentException Wrong(string en, string zh, IReadOnlyList<ConfigError> errors) =>
        new($"The {en} has {errors.Count} error(s): {string.Join(" ", errors.Take(10))} {zh}有 {errors.Count} 处错误。");
}
