using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>Reads the <c>when</c> of a rule over several conditions, one method a kind.</summary>
internal static class GroupWhen
{
    private const int MaxConditions = 8;
    private const int MaxCount = 10_000;

    internal static GroupRule All(ConfigReader reader, DateTimeZone zone, RuleHead head) => Combination(reader, zone, head, GroupKind.All);

    internal static GroupRule Any(ConfigReader reader, DateTimeZone zone, RuleHead head) => Combination(reader, zone, head, GroupKind.Any);

    internal static GroupRule None(ConfigReader reader, DateTimeZone zone, RuleHead head) =>
        Combination(reader, zone, head, GroupKind.None);

    internal static GroupRule Count(ConfigReader reader, DateTimeZone zone, RuleHead head) =>
        Of(GroupKind.Count, head, Read([reader.Object("of")], zone, head)) with
        {
            AtLeast = (int)reader.Integer("atLeast", 1, MaxCount),
            Within = RuleWhen.Hold(reader, "within"),
            Hold = RuleWhen.Hold(reader, "hold"), ClearHold = RuleWhen.Hold(reader, "clearHold"),
        };

    internal static GroupRule Sequence(ConfigReader reader, DateTimeZone zone, RuleHead head) =>
        Pair(reader, zone, head, GroupKind.Sequence);

    internal static GroupRule Without(ConfigReader reader, DateTimeZone zone, RuleHead head) => Pair(reader, zone, head, GroupKind.Without);

    /// <summary>A rule with one condition that is judged for a group: any sensor of it.</summary>
    internal static Rule Per(Rule rule, string words) => rule is GroupRule || rule.Per == RulePer.Sensor ? rule
        : new GroupRule
        {
            Id = rule.Id, Where = rule.Where, Then = rule.Then, Sensors = rule.Sensors, Per = rule.Per,
            Kind = GroupKind.Any, Conditions = [new GroupCondition(words, rule)],
        };

    /// <summary>What a condition looks for, in the words of the file.</summary>
    internal static string WordsOf(JsonValue? when) => when is null ? "" : string.Join(' ', when.Members.Select(member =>
        member.Name == "kind" ? member.Value.Text : $"{member.Name} {TextOf(member.Value)}"));

    private static string TextOf(JsonValue value) => value.Kind switch
    {
        JsonKind.Object => WordsOf(value),
        JsonKind.Array => $"[{string.Join(", ", value.Items.Select(TextOf))}]",
        JsonKind.String or JsonKind.Number => value.Text,
        _ => value.Shown.En,
    };

    private static GroupRule Combination(ConfigReader reader, DateTimeZone zone, RuleHead head, GroupKind kind)
    {
        var parts = reader.Objects("of", MaxConditions);
        if (parts.Count == 0 && reader.Find("of") is { Kind: JsonKind.Array })
            reader.Reject("of", new($"1 至 {MaxConditions} 个条件", $"1 to {MaxConditions} conditions"));
        return Of(kind, head, Read(parts, zone, head)) with
        {
            Hold = RuleWhen.Hold(reader, "hold"), ClearHold = RuleWhen.Hold(reader, "clearHold"),
        };
    }

    private static GroupRule Pair(ConfigReader reader, DateTimeZone zone, RuleHead head, GroupKind kind) =>
        Of(kind, head, Read([reader.Object("first"), reader.Object("then")], zone, head)) with
        {
            Within = RuleWhen.Positive(reader, "within"),
        };

    private static List<GroupCondition> Read(IEnumerable<ConfigReader> parts, DateTimeZone zone, RuleHead head)
    {
        var conditions = new List<GroupCondition>();
        foreach (var part in parts)
            if (Read(part, zone, head) is { } condition) conditions.Add(condition);
        return conditions;
    }

    /// <summary>A condition has its own sensors, or those of the rule.</summary>
    private static GroupCondition? Read(ConfigReader part, DateTimeZone zone, RuleHead head)
    {
        if (head.Sensors == SensorSelector.Nothing && !part.Has("sensors"))
            part.Reject("sensors", new("对象：规则本身未指明传感器", "an object, as the rule itself names none"));
        var sensors = part.Has("sensors") ? RuleFile.ReadSelector(part.Object("sensors")) : head.Sensors;
        var when = part.Object("when");
        var rule = RuleWhen.ReadLeaf(when, zone, head with { Sensors = sensors });
        when.Close();
        part.Close();
        return rule is null ? null : new GroupCondition(WordsOf(part.Find("when")), rule with { Line = part.Line, Column = part.Column });
    }

    private static GroupRule Of(GroupKind kind, RuleHead head, List<GroupCondition> conditions) => new()
    {
        Id = head.Id, Where = head.Where, Then = head.Then, Kind = kind, Conditions = conditions,
        Sensors = head.Sensors == SensorSelector.Nothing && conditions.Count > 0 ? conditions[0].Rule.Sensors : head.Sensors,
    };
}
