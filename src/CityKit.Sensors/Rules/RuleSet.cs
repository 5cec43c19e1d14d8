using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>The rules of one file (规则集), in its order.</summary>
/// <remarks>
/// Read one to check a file, to give it to a <see cref="Engine.RuleEngine"/> or to run tests beside it; a hub takes the file itself
/// (<c>UseRules</c>). It is immutable, and any number of threads may use one. It judges nothing. Rules that do not fit a register are found
/// by <see cref="Check"/>, not by <see cref="Parse"/>.
/// </remarks>
/// <example><code>
/// var rules = RuleSet.Parse(File.ReadAllBytes("rules.json"), out var errors)
///     ?? throw new FormatException(string.Join('\n', errors)); // line, column, what is allowed
/// var register = SensorRegister.Parse(File.ReadAllBytes("sensors.json"), out errors)
///     ?? throw new FormatException(string.Join('\n', errors));
/// foreach (var wrong in rules.Check(register)) Console.Error.WriteLine(wrong); // such as a limit in a unit that no sensor has
/// </code></example>
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

    /// <summary>
    /// The rules that begin again where they come after others (重新开始): of the same id, but looking for something of another kind, over
    /// another window, or of other groups. Every other rule of the same id goes on with what it knew.
    /// </summary>
    public IReadOnlyList<Rule> RestartedFrom(RuleSet before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var known = before.Rules.ToDictionary(rule => rule.Id);
        return [.. Rules.Where(rule => known.TryGetValue(rule.Id, out var old) && !rule.GoesOnFrom(old))];
    }

    /// <summary>
    /// The rules whose windows are empty where they come after others (窗口待重建): those with a window that begin again or are new. An engine
    /// that has these alone, and saw the readings of <see cref="Rule.LooksBack"/>, gives what they would know: see
    /// <see cref="Engine.RuleEngine.Load"/>.
    /// </summary>
    public RuleSet WithEmptyWindowsAfter(RuleSet before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var known = before.Rules.ToDictionary(rule => rule.Id);
        return new RuleSet([.. Rules.Where(rule => rule.LooksBack > Duration.Zero
            && !(known.TryGetValue(rule.Id, out var old) && rule.GoesOnFrom(old)))]);
    }

    /// <summary>Whether a rule asks which days are working days.</summary>
    public bool AsksWorkDays => Rules.Any(rule => rule.Only is { Days: not RuleDays.All });

    /// <summary>These rules with the working days of a calendar; without it, those of the one that is built in.</summary>
    public RuleSet With(WorkCalendar calendar) => !AsksWorkDays ? this
        : new([.. Rules.Select(rule => rule.Only is null ? rule : rule with { Only = rule.Only with { WorkCalendar = calendar } })]);

    /// <summary>Those of these rules that a hub judges.</summary>
    public RuleSet Of(RuleShare share) => share == RuleShare.All ? this
        : new([.. Rules.Where(rule => rule.Per == RulePer.City == (share == RuleShare.City))]);

    /// <summary>The rules that do not ask for the time of day: what can be judged while a device's wall time is unknown.</summary>
    public RuleSet WithoutTimeOfDay() => new([.. Rules.Where(rule =>
        rule.Only is null && !GroupRule.LeavesOf(rule).Any(leaf => leaf is WindowRule { AsksTimeOfDay: true }))]);

    /// <summary>
    /// What in these rules cannot work with a register: limits whose unit does not fit a sensor the rule is about, and rules about a
    /// household's sensor that state neither a purpose nor a duty, and sensors that are of no group of a rule's <see cref="Rule.Per"/>.
    /// Such a pair is left out by the engine.
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
        var asking = IndexOf(rule => rule.Duty is null);
        var byId = Rules.ToDictionary(rule => rule.Id);
        return from sensor in sensors
               where sensor.Household is not null && !(sensor.ValidTo <= at)
               let stopped = asking.Of(sensor).Where(rule => !(rule.PeriodOver(sensor)?.End > at))
                   .Select(rule => byId[GroupRule.IdInFile(rule.Id)]).Distinct().ToList()
               where stopped.Count > 0
               select (sensor, (IReadOnlyList<Rule>)stopped);
    }

    private static RuleSet? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var rules = RuleFile.Read(utf8, out var found);
        errors = found;
        return found.Count == 0 ? new RuleSet([.. rules]) : null;
    }

    private ConfigErrors Misfits(SensorRegister register) =>
        InOrder(WithoutFit(register).Concat(WithoutBasis(register)).Concat(WithoutGroup(register)));

    private RuleIndex IndexOf(Func<Rule, bool> which) => new(Rules.SelectMany(GroupRule.LeavesOf).Where(which));

    private ConfigErrors InOrder(IEnumerable<ConfigError> wrong)
    {
        var errors = new ConfigErrors();
        var byRule = wrong.GroupBy(e => e.Path).OrderBy(g => Rules.IndexOf(Rules.First(r => r.Id == g.Key)));
        foreach (var error in byRule.SelectMany(g => g)) errors.Add(error);
        return errors;
    }

    private IEnumerable<ConfigError> WithoutFit(SensorRegister register)
    {
        var limited = IndexOf(RuleFit.HasAmounts);
        return register.Sensors.SelectMany(sensor => limited.Of(sensor).Select(rule => RuleFit.Misfit(rule, sensor))).OfType<ConfigError>();
    }

    /// <summary>One error a rule, naming the first sensor.</summary>
    private IEnumerable<ConfigError> WithoutBasis(SensorRegister register)
    {
        var rules = IndexOf(rule => rule is { Purpose: null, Duty: null });
        return register.Sensors.Where(sensor => sensor.Household is not null)
            .SelectMany(sensor => rules.Of(sensor).Select(rule => new ConfigError(rule.Line, rule.Column, GroupRule.IdInFile(rule.Id),
                new($"涉及住户传感器 {sensor.Key} 而未写 purpose 和 duty 的规则",
                    $"a rule about a household's sensor, {sensor.Key}, without purpose and duty"),
                new("住户同意的用途，或无需同意的法定职责", "a purpose that the household consents to, or the duty that needs no consent"))))
            .DistinctBy(error => error.Path);
    }

    /// <summary>One error a rule, naming the first sensor that is of no group and how many more are not.</summary>
    private IEnumerable<ConfigError> WithoutGroup(SensorRegister register)
    {
        var rules = Rules.Where(rule => rule.Per != RulePer.Sensor).ToDictionary(rule => rule.Id);
        var index = IndexOf(rule => rule.Per != RulePer.Sensor);
        var left = from sensor in register.Sensors
                   from id in index.Of(sensor).Select(rule => GroupRule.IdInFile(rule.Id)).Distinct()
                   where GroupKey.Of(rules[id].Per, sensor) is null
                   group sensor.Key by rules[id];
        return left.Select(g => WithoutGroup(g.Key, [.. g.Distinct()]));
    }

    private static ConfigError WithoutGroup(Rule rule, SensorKey[] sensors)
    {
        var per = rule.Per.ToString().ToLowerInvariant();
        var isInside = rule.Per is RulePer.Building or RulePer.Entrance;
        return new ConfigError(rule.Line, rule.Column, rule.Id, RuleWithout(per, sensors), new(
            $"条目写明 {per}{(isInside ? " 及其所在" : "")}的传感器，或其他 per",
            $"sensors whose entry names their {per}{(isInside ? " and what it is in" : "")}, or another 'per'"));
    }

    private static LocalizedText RuleWithout(string per, SensorKey[] sensors) => new(
        $"按 {per} 分组而传感器 {sensors[0]} {(sensors.Length > 1 ? $"等 {sensors.Length} 个" : "")}未写明 {per} 的规则",
        $"a rule per {per} about {sensors[0]}{(sensors.Length > 1 ? $" and {sensors.Length - 1} more" : "")} without {per}");
}
