using System.Collections.Immutable;
using CityKit.Core.Text;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Rules;

/// <summary>The rules of one file (规则集), in its order. Immutable.</summary>
public sealed class RuleSet
{
    internal RuleSet(ImmutableArray<Rule> rules) => Rules = rules;

    /// <summary>No rules.</summary>
    public static RuleSet Empty { get; } = new([]);

    /// <summary>The file of no rules, as a hub has it that was given none.</summary>
    private static ReadOnlySpan<byte> EmptyFile => "{\"version\":1,\"rules\":[]}"u8;

    /// <summary>The rules.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>Reads a rule file.</summary>
    /// <returns>The rules, or null with everything that is wrong: line, column, what was found, what is allowed.</returns>
    public static RuleSet? Parse(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        errors = [];
        return utf8.SequenceEqual(EmptyFile) ? Empty : Read(utf8, out errors);
    }

    /// <summary>The rules that do not ask for the time of day: what can be judged while a device's wall time is unknown.</summary>
    public RuleSet WithoutTimeOfDay() => new([.. Rules.Where(rule => rule is not WindowRule { Between: not null })]);

    /// <summary>What in these rules cannot work with a register: limits whose unit does not fit a sensor the rule is about. Such a pair is left out by the engine.</summary>
    public IReadOnlyList<ConfigError> Check(SensorRegister register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return Rules.IsEmpty || register.Count == 0 ? [] : Misfits(register);
    }

    private static RuleSet? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var rules = RuleFile.Read(utf8, out var found);
        errors = found;
        return found.Count == 0 ? new RuleSet([.. rules]) : null;
    }

    private ConfigErrors Misfits(SensorRegister register)
    {
        var errors = new ConfigErrors();
        var limited = new RuleIndex(Rules.Where(rule => rule is ThresholdRule or WindowRule));
        var wrong = register.Sensors.SelectMany(sensor => limited.Of(sensor).Select(rule => Misfit(rule, sensor))).OfType<ConfigError>();
        foreach (var error in wrong.GroupBy(e => e.Path).OrderBy(g => Rules.IndexOf(Rules.First(r => r.Id == g.Key))).SelectMany(g =>
            g)) errors.Add(error);
        return errors;
    }

    private static ConfigError? Misfit(Rule rule, Sensor sensor) => RuleLimit.IsUnusable(rule, sensor, out var allowed)
        ? new ConfigError(rule.Line, rule.Column, rule.Id, $"a limit that does not fit sensor {sensor.Key} in '{sensor.Unit}'", allowed)
        : null;
}
