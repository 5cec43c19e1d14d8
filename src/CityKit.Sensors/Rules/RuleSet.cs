using System.Collections.Immutable;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

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
    public RuleSet WithoutTimeOfDay() => new([.. Rules.Where(rule => rule is not WindowRule { AsksTimeOfDay: true })]);

    /// <summary>
    /// What in these rules cannot work with a register: limits whose unit does not fit a sensor the rule is about, and rules about a
    /// household's sensor that state neither a purpose nor a duty. Such a pair is left out by the engine.
    /// </summary>
    public IReadOnlyList<ConfigError> Check(SensorRegister register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return Rules.IsEmpty || register.Count == 0 ? [] : Misfits(register);
    }

    /// <summary>
    /// The same of rules that are in force already and may be of before rules stated a purpose or a duty: limits alone.
    /// </summary>
    public IReadOnlyList<ConfigError> CheckLimits(SensorRegister register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return InOrder(WithoutFit(register));
    }

    /// <summary>The sensors of households over which rules do not run for want of a consent (缺少同意), each with these rules.</summary>
    /// <param name="sensors">Entries of a register.</param>
    /// <param name="at">As of when: what is over by then does not count, what is still to begin does.</param>
    public IEnumerable<(Sensor Sensor, IReadOnlyList<Rule> Rules)> WithoutConsent(IEnumerable<Sensor> sensors, Instant at)
    {
        ArgumentNullException.ThrowIfNull(sensors);
        var asking = new RuleIndex(Rules.Where(rule => rule.Duty is null));
        return from sensor in sensors
               where sensor.Household is not null && !(sensor.ValidTo <= at)
               let stopped = asking.Of(sensor).FindAll(rule => !(rule.PeriodOver(sensor)?.End > at))
               where stopped.Count > 0
               select (sensor, (IReadOnlyList<Rule>)stopped);
    }

    private static RuleSet? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var rules = RuleFile.Read(utf8, out var found);
        errors = found;
        return found.Count == 0 ? new RuleSet([.. rules]) : null;
    }

    private ConfigErrors Misfits(SensorRegister register) => InOrder(WithoutFit(register).Concat(WithoutBasis(register)));

    private ConfigErrors InOrder(IEnumerable<ConfigError> wrong)
    {
        var errors = new ConfigErrors();
        var byRule = wrong.GroupBy(e => e.Path).OrderBy(g => Rules.IndexOf(Rules.First(r => r.Id == g.Key)));
        foreach (var error in byRule.SelectMany(g => g)) errors.Add(error);
        return errors;
    }

    private IEnumerable<ConfigError> WithoutFit(SensorRegister register)
    {
        var limited = new RuleIndex(Rules.Where(RuleFit.HasAmounts));
        return register.Sensors.SelectMany(sensor => limited.Of(sensor).Select(rule => RuleFit.Misfit(rule, sensor))).OfType<ConfigError>();
    }

    /// <summary>One error a rule, naming the first sensor.</summary>
    private IEnumerable<ConfigError> WithoutBasis(SensorRegister register)
    {
        var rules = new RuleIndex(Rules.Where(rule => rule is { Purpose: null, Duty: null }));
        return register.Sensors.Where(sensor => sensor.Household is not null)
            .SelectMany(sensor => rules.Of(sensor).Select(rule => new ConfigError(rule.Line, rule.Column, rule.Id,
                $"a rule about a household's sensor, {sensor.Key}, without purpose and duty",
                "a purpose that the household consents to, or the duty that needs no consent")))
            .DistinctBy(error => error.Path);
    }
}
