using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>Reads the <c>then</c> of a rule.</summary>
internal static class RuleThen
{
    private const int MaxSteps = 8;
    private const int MaxMessage = 500;
    private static readonly LocalizedText LimitAllowed =
        new("带单位的量，如 \"100 L\"，或速率，如 \"0.5 m3/h\"", "an amount such as \"100 L\" or a rate such as \"0.5 m3/h\"");
    private static readonly Duration LongestDamp = Duration.FromDays(7);

    private static readonly (string, Severity)[] Severities =
        [("info", Severity.Info), ("warning", Severity.Warning), ("critical", Severity.Critical)];

    internal static RuleAction Read(ConfigReader reader, long version)
    {
        var severity = reader.Word("severity", Severities);
        var title = reader.Bilingual("title");
        var notify = reader.Texts("notify", 16, 64, required: false);
        var lead = reader.ObjectOrNull("lead") is { } inner ? ReadLead(inner) : null;
        var action = new RuleAction(severity, title, notify, lead);
        if (version > 1) action = ReadMore(reader, action);
        reader.Close();
        return action;
    }

    /// <summary>What is wrong with steps by value for what the rule looks for.</summary>
    /// <param name="reader">The <c>then</c> that was read.</param>
    /// <param name="rule">The rule.</param>
    internal static void CheckSteps(ConfigReader reader, Rule rule)
    {
        if (!rule.Then.Steps.Any(step => step.Limit is not null)) return;
        foreach (var (step, part) in rule.Then.Steps.Zip(reader.Objects("steps", MaxSteps)))
            if (step.Limit is { } limit && Wrong(limit, rule) is { } allowed) part.Reject(SideOf(step), allowed);
    }

    /// <summary>The limit of a step by value for a sensor; null when time decides, or it does not fit.</summary>
    internal static RuleLimit? LimitOf(SeverityStep step, Rule rule, Sensor sensor)
    {
        if (step.Limit is not { } limit) return null;
        var plain = RuleWhen.PerHour(limit, IsRate(rule));
        return rule switch
        {
            WindowRule window => RuleLimit.Of(window with { Side = step.Side, Limit = plain }, sensor),
            ThresholdRule threshold => RuleLimit.Of(step.Side, plain, plain with { Number = 0 }, sensor, threshold.IsRate),
            _ => null,
        };
    }

    private static RuleAction ReadMore(ConfigReader reader, RuleAction action)
    {
        var damp = reader.DurationOrNull("damp") ?? Duration.Zero;
        if (damp > LongestDamp) reader.Reject("damp", new("最长 P7D", "at most P7D"));
        return action with
        {
            Steps = [.. reader.Objects("steps", MaxSteps, required: false).Select(ReadStep)],
            Message = reader.ObjectOrNull("message") is { } message ? ReadMessage(message) : null,
            Damp = damp,
        };
    }

    private static SeverityStep ReadStep(ConfigReader reader)
    {
        string[] given = [.. new[] { "after", "above", "below" }.Where(reader.Has)];
        if (given.Length != 1)
            reader.RejectAll(given.Length == 0 ? new("没有条件", "no condition") : new(string.Join("、", given), string.Join(" and ", given)),
                new("after、above、below 之一", "one of after, above, below"));
        var after = given is ["after"] ? RuleWhen.Positive(reader, "after") : (Duration?)null;
        var limit = given is ["above"] or ["below"] ? reader.Parsed<Amount>(given[0], LimitAllowed) : (Amount?)null;
        var step = new SeverityStep(reader.Word("severity", Severities), after, limit,
            given is ["below"] ? LimitSide.Below : LimitSide.Above);
        reader.Close();
        return step;
    }

    private static LocalizedText ReadMessage(ConfigReader reader)
    {
        var text = new LocalizedText(reader.Text("zh", MaxMessage), reader.Text("en", MaxMessage));
        foreach (var (name, found) in new[] { ("zh", text.Zh), ("en", text.En) })
            if (MessageText.Wrong(found) is { } wrong) reader.Reject(name, wrong.Allowed, wrong.NearMiss, wrong.Found);
        reader.Close();
        return text;
    }

    private static RuleLead ReadLead(ConfigReader reader)
    {
        var lead = new RuleLead(reader.Text("profile", 64), reader.Text("class", 64), reader.Flag("automatic"),
            reader.BilingualOrNull("title"));
        reader.Close();
        return lead;
    }

    private static string SideOf(SeverityStep step) => step.Side == LimitSide.Above ? "above" : "below";

    private static bool IsRate(Rule rule) => rule is ThresholdRule { IsRate: true } or WindowRule { Function: WindowFunction.Rate };

    /// <returns>What is allowed instead; null when it is fine.</returns>
    private static LocalizedText? Wrong(Amount limit, Rule rule)
    {
        if (LimitOf(rule) is not { Unit: { } unit })
            return new("after：只有阈值，或与某个量比较的时间窗，才有数值可依据",
                "'after': only a threshold or a window that is compared with an amount has a value to go by");
        var isWhole = rule is not WindowRule { Function: WindowFunction.Count } || limit.Number == decimal.Truncate(limit.Number);
        var (plain, suffix) = (RuleWhen.PerHour(limit, IsRate(rule)), IsRate(rule) ? RuleWhen.RateSuffix : "");
        var isRate = limit.Unit != plain.Unit;
        return limit.Unit is null || (isWhole && isRate == IsRate(rule) && (plain.Unit == unit || plain.TryIn(unit, out _))) ? null
            : new($"以 {unit}{suffix} 计的量，与规则的限值一致", $"an amount in '{unit}{suffix}', as the rule's limit");
    }

    private static Amount? LimitOf(Rule rule) => rule switch
    {
        ThresholdRule threshold => threshold.Limit,
        WindowRule { ComparedWith: null } window => window.Limit,
        _ => null,
    };
}
