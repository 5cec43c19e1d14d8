using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// The JSON rule file:
/// <c>{"version": 2, "zone": "Asia/Shanghai", "rules": [{"id", "where", "sensors", "per", "purpose", "duty", "when", "then"}]}</c>.
/// </summary>
internal static class RuleFile
{
    private const string DefaultZone = "Asia/Shanghai";

    private static readonly (string, RulePer)[] Pers =
        [.. Enum.GetValues<RulePer>().Select(per => (per.ToString().ToLowerInvariant(), per))];

    internal static IReadOnlyList<Rule> Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var file = ConfigReader.Parse(utf8);
        errors = file.Errors;
        var version = file.Integer("version", 1, 2);
        var zone = new Lazy<DateTimeZone>(() => ReadZone(file));
        if (file.Has("zone")) _ = zone.Value; // a wrong one is reported where no rule uses it, too
        var ids = new HashSet<string>();
        var rules = new List<Rule>();
        foreach (var reader in file.Objects("rules"))
            if (ReadRule(reader, version, zone.Value, ids) is { } rule) rules.Add(rule);
        file.Close();
        return rules;
    }

    private static DateTimeZone ReadZone(ConfigReader file)
    {
        var name = file.TextOrNull("zone", 64) ?? DefaultZone;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
        if (zone is null)
            file.Reject("zone", NameRule.ZoneAllowed, NearMiss.Of(name, DateTimeZoneProviders.Tzdb.Ids));
        return zone ?? DateTimeZone.Utc;
    }

    private static Rule? ReadRule(ConfigReader reader, long version, DateTimeZone zone, HashSet<string> ids)
    {
        var id = reader.Text("id", 64);
        if (!NameRule.IsValid(id)) reader.Reject("id", NameRule.Allowed);
        else if (!ids.Add(id)) reader.Reject("id", new("其他规则未用过的 id", "an id no other rule has"));
        var where = reader.Word("where", ("edge", RuleHost.Edge), ("hub", RuleHost.Hub));
        var sensors = version == 1 || reader.Has("sensors") ? ReadSelector(reader.Object("sensors")) : SensorSelector.Nothing;
        var per = version == 1 ? RulePer.Sensor : reader.WordOr("per", RulePer.Sensor, Pers);
        if (per == RulePer.City && where == RuleHost.Edge)
            reader.Reject("per", new("city 只用于在中枢运行的规则", "'city' only where the rule runs in the hub"));
        var (purpose, duty) = (ReadPurpose(reader), reader.TextOrNull("duty", 200));
        var only = version > 1 && reader.ObjectOrNull("only") is { } times ? CalendarReader.Read(times, zone) : null;
        var lateness = version > 1 ? RuleWhen.Hold(reader, "lateness") : Duration.Zero;
        var when = reader.Object("when");
        var then = reader.Object("then");
        var rule = RuleWhen.Read(when, zone, new RuleHead(version, id, where, sensors, RuleThen.Read(then, version)));
        when.Close();
        reader.Close();
        Check(reader, rule, only, lateness);
        if (rule is not null)
            RuleThen.CheckSteps(then, per == RulePer.Sensor || rule is GroupRule ? rule : GroupWhen.Per(rule with { Per = per }, ""));
        if (rule is not GroupRule && sensors == SensorSelector.Nothing) reader.Reject("sensors", new("对象", "an object"));
        var words = GroupWhen.WordsOf(reader.Find("when"));
        return rule is null ? null : GroupWhen.Per(rule with { Per = per }, words) with
        {
            Version = version, Words = words, Only = only, Lateness = lateness, Purpose = purpose, Duty = duty,
            Line = reader.Line, Column = reader.Column,
        };
    }

    /// <summary>What waits for late readings keeps them without their fields; a time of raising has no steps by value.</summary>
    private static void Check(ConfigReader reader, Rule? rule, RuleCalendar? only, Duration lateness)
    {
        IEnumerable<Rule> leaves = rule is GroupRule group
            ? group.Conditions.Select(condition => condition.Rule)
            : rule is null ? [] : [rule];
        if (lateness > Duration.Zero && leaves.Any(leaf => leaf is MatchRule or DwellRule or ThresholdRule { Inside: not null }))
            reader.Reject("lateness",
                new("空：match、dwell、inside 看的是事件字段", "none where fields of an event are looked at: match, dwell, inside"));
        if (only is not null && rule?.Then.Steps.Any(step => step.Limit is not null) == true)
            reader.Reject("only", new("不与按数值分级同用", "no steps of severity by value together with it"));
    }

    private static string? ReadPurpose(ConfigReader reader)
    {
        var purpose = reader.TextOrNull("purpose", 64);
        if (purpose is not null && !NameRule.IsValid(purpose)) reader.Reject("purpose", NameRule.PurposeAllowed);
        return purpose;
    }

    internal static SensorSelector ReadSelector(ConfigReader reader)
    {
        var selector = new SensorSelector(
            Optional<Quantity>(reader, "quantity"),
            Optional<DeviceId>(reader, "device"),
            Optional<SensorName>(reader, "sensor"));
        if (selector is { Quantity: null, Device: null, Sensor: null })
            reader.RejectAll(new("未写明传感器", "no sensor named"),
                new("quantity、device、sensor 中至少一项", "at least one of quantity, device, sensor"));
        reader.Close();
        return selector;
    }

    private static T? Optional<T>(ConfigReader reader, string name) where T : struct, IParsable<T> =>
        reader.Has(name) ? reader.Parsed<T>(name, NameRule.Allowed) : null;
}
