using System.Globalization;
using CityKit.Core;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Alerts;

/// <summary>What people read of an alert (告警文案): the rule's template with what decided filled in.</summary>
public static class AlertText
{
    private const string None = "-";

    private static readonly (Duration Of, string Zh, string En)[] Units =
    [
        (Duration.FromDays(1), "天", "d"), (Duration.FromHours(1), "小时", "h"), (Duration.FromMinutes(1), "分钟", "min"),
        (Duration.FromSeconds(1), "秒", "s"), (Duration.FromMilliseconds(1), "毫秒", "ms"),
    ];

    /// <summary>Fills in the message of a rule.</summary>
    /// <param name="outcome">What the rule has to report.</param>
    /// <param name="place">Where it is, such as a building's code; never the address of a household.</param>
    /// <returns>The message; null when the rule has none.</returns>
    public static LocalizedText? Message(RuleOutcome outcome, string? place)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Rule.Then.Message is not { } template) return null;
        var lasting = Lasting(outcome.Rule);
        return new LocalizedText(
            MessageText.Fill(template.Zh, name => ValueOf(name, outcome, place, lasting.Zh)),
            MessageText.Fill(template.En, name => ValueOf(name, outcome, place, lasting.En)));
    }

    /// <summary>A number that decided, in the unit of its sensor's register entry, such as <c>0.012 m3</c>.</summary>
    /// <param name="rule">The rule, or the condition of a rule over several sensors.</param>
    /// <param name="entry">The register's entry of the sensor.</param>
    /// <param name="value">The number, in the sensor's smallest unit.</param>
    public static string Value(Rule rule, Sensor entry, long value)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(entry);
        return $"{Number(rule, entry, value)} {Unit(rule, entry)}".TrimEnd();
    }

    /// <summary>
    /// The same as a number and a unit, empty where there is none: of a rate <c>L/h</c>, of a change that of the rule's limit.
    /// </summary>
    /// <param name="rule">The rule, or the condition of a rule over several sensors.</param>
    /// <param name="entry">The register's entry of the sensor.</param>
    /// <param name="value">The number, in the sensor's smallest unit; of a rate or change an hour.</param>
    public static Amount Measured(Rule rule, Sensor entry, long value)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(entry);
        return new Amount(NumberOf(rule, entry, value), Unit(rule, entry));
    }

    /// <summary>The limit of a rule as its file has it, such as <c>600 L/h</c>; null when it compares nothing.</summary>
    public static string? Limit(Rule rule) => rule switch
    {
        ThresholdRule { OrAbove: { } upper } range => $"{range.Limit} – {Rated(upper, range.IsRate)}",
        ThresholdRule threshold => Rated(threshold.Limit, threshold.IsRate),
        WindowRule window => Rated(window.Limit, window.Function == WindowFunction.Rate),
        ChangeRule change => PerTime(change.Limit.ToString(), change),
        StuckRule { By: { } by } => by.ToString(),
        GroupRule { Kind: GroupKind.Count } count => count.AtLeast.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string ValueOf(string name, RuleOutcome outcome, string? place, string lasting) => name switch
    {
        "value" => outcome.Value is { } value ? Number(LeafOf(outcome.Rule), outcome.Entry, value) : None,
        "unit" => Unit(LeafOf(outcome.Rule), outcome.Entry),
        "limit" => Limit(outcome.Rule) ?? None,
        "place" => place ?? outcome.Source,
        "duration" => lasting,
        _ => Math.Max(1, outcome.Evidence.Select(e => e.Sensor).Distinct().Count()).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>What its value is of: a rule over several sensors with one condition is about that.</summary>
    private static Rule LeafOf(Rule rule) => rule is GroupRule { Conditions: [var only] } ? only.Rule : rule;

    private static string Number(Rule rule, Sensor entry, long value) =>
        NumberOf(rule, entry, value).ToString("0.######", CultureInfo.InvariantCulture);

    private static decimal NumberOf(Rule rule, Sensor entry, long value) => rule switch
    {
        WindowRule { Function: WindowFunction.Count } => value,
        ChangeRule change => value / (decimal)entry.PerUnit * change.LimitPer.ToInt64Nanoseconds() / NodaConstants.NanosecondsPerHour,
        _ => (decimal)value / entry.PerUnit,
    };

    private static string Unit(Rule rule, Sensor entry) => rule switch
    {
        WindowRule { Function: WindowFunction.Count } => "",
        WindowRule { Function: WindowFunction.Rate } or ThresholdRule { IsRate: true } => $"{entry.Unit}{RuleWhen.RateSuffix}",
        ChangeRule change => PerTime(entry.Unit, change),
        _ => entry.Unit,
    };

    private static string PerTime(string amount, ChangeRule change) =>
        $"{amount}/{Length(change.LimitPer).En}".Replace("/1 ", "/", StringComparison.Ordinal);

    private static string Rated(Amount limit, bool isRate) => isRate ? limit + RuleWhen.RateSuffix : limit.ToString();

    /// <summary>How long the rule looks: its hold, window, silence or stay.</summary>
    private static LocalizedText Lasting(Rule rule) =>
        Length(LastingOf(rule is GroupRule group && LastingOf(group) == Duration.Zero ? LeafOf(rule) : rule));

    private static Duration LastingOf(Rule rule) => rule switch
    {
        ThresholdRule threshold => threshold.Hold,
        ContactRule contact => contact.Hold,
        WindowRule window => window.Over,
        SilenceRule silence => silence.For,
        StuckRule stuck => stuck.For,
        ChangeRule change => change.Hold,
        DwellRule dwell => dwell.For,
        GroupRule group => Duration.Max(group.Hold, group.Within),
        _ => Duration.Zero,
    };

    private static LocalizedText Length(Duration length)
    {
        var nanoseconds = length.ToInt128Nanoseconds();
        foreach (var (of, zh, en) in Units)
            if (nanoseconds > 0 && nanoseconds % of.ToInt128Nanoseconds() == 0)
                return new LocalizedText(
                    $"{nanoseconds / of.ToInt128Nanoseconds()} {zh}",
                    $"{nanoseconds / of.ToInt128Nanoseconds()} {en}");
        return new LocalizedText("0 秒", "0 s");
    }
}
