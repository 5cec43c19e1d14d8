using System.Globalization;
using CityKit.Core;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Explaining;

/// <summary>What a rule looks for, in words for people (规则释义).</summary>
internal static class RuleText
{
    internal static LocalizedText Of(Rule rule)
    {
        var (what, only) = (WhatOf(rule), rule.Only is { } calendar ? OnlyOf(calendar) : new LocalizedText("", ""));
        return new LocalizedText($"{what.Zh}{only.Zh}", $"{what.En}{only.En}");
    }

    /// <summary>A length of time in its largest whole unit.</summary>
    internal static LocalizedText Length(Duration time)
    {
        foreach (var (unit, zh, en) in Units)
            if (time >= unit && time.ToInt64Nanoseconds() % unit.ToInt64Nanoseconds() == 0)
                return Count(time.ToInt64Nanoseconds() / unit.ToInt64Nanoseconds(), zh, en);
        return Count((decimal)time.TotalSeconds, "秒", "s");
    }

    private static (Duration Unit, string Zh, string En)[] Units { get; } =
    [
        (Duration.FromDays(1), "天", "d"), (Duration.FromHours(1), "小时", "h"),
        (Duration.FromMinutes(1), "分钟", "min"), (Duration.FromSeconds(1), "秒", "s"),
    ];

    private static LocalizedText WhatOf(Rule rule) => rule switch
    {
        MatchRule match => Match(match),
        ContactRule { Active: true } contact => Held(new("触点处于报警（动作）状态", "the contact is active"), contact.Hold),
        ContactRule contact => Held(new("触点处于正常（未动作）状态", "the contact is not active"), contact.Hold),
        ThresholdRule threshold => Held(Threshold(threshold), threshold.Hold),
        WindowRule window => Window(window),
        ChangeRule change => Held(Change(change), change.Hold),
        DwellRule dwell => Text($"在 {Length(dwell.Within).Zh} 内于指定区域停留达 {Length(dwell.For).Zh}",
            $"it stays in the area for {Length(dwell.For).En} within {Length(dwell.Within).En}"),
        SilenceRule silence => Text($"连续 {Length(silence.For).Zh} 没有{EventOf(silence.Of).Zh}",
            $"no {EventOf(silence.Of).En} for {Length(silence.For).En}"),
        StuckRule stuck => Text($"读数连续 {Length(stuck.For).Zh} 没有变化{(stuck.By is { } by ? $"（变化不超过 {by}）" : "")}",
            $"the reading does not change{(stuck.By is { } by2 ? $" by more than {by2}" : "")} for {Length(stuck.For).En}"),
        GroupRule group => Group(group),
        _ => Text(rule.Words, rule.Words),
    };

    private static LocalizedText Match(MatchRule match)
    {
        var what = EventOf(match.Event);
        var fields = string.Join("", match.FieldsEqual.Select(field => $" {field.Name} = {field.Text ?? Number(field.Number)}")
            .Concat(match.FieldsAtLeast.Select(field => $" {field.Name} ≥ {field.Text ?? Number(field.Number)}")));
        if (match.Event == EventKind.Contact && !match.Changes)
            return match.Value == 0 ? new("触点恢复", "the contact is released") : new("触点动作（报警）", "the contact becomes active");
        return Text($"收到{what.Zh}{fields}", $"a {what.En}{fields}");
    }

    private static LocalizedText Threshold(ThresholdRule rule)
    {
        var (zh, en) = (rule.IsRate ? "流量" : "读数", rule.IsRate ? "the rate" : "the reading");
        return rule.OrAbove is { } above
            ? Text($"{zh}低于 {rule.Limit} 或高于 {above}", $"{en} is below {rule.Limit} or above {above}")
            : Text($"{zh}{SideOf(rule.Side).Zh} {rule.Limit}", $"{en} is {SideOf(rule.Side).En} {rule.Limit}");
    }

    private static LocalizedText Window(WindowRule rule)
    {
        var (what, over) = (FunctionOf(rule.Function), Length(rule.Over));
        var steps = rule.Steps is { } count ? Text($"（共 {Number(count)} 段）", $" in each of {Number(count)} steps") : Text("", "");
        var hours = rule.Between is not { } between ? Text("", "")
            : Text($"，仅计 {Clock(between.From)}–{Clock(between.To)}", $", between {Clock(between.From)} and {Clock(between.To)}");
        var less = rule.LessBaseload ? Text("（扣除基础用量）", " less the baseload") : Text("", "");
        var covered = Number(rule.CoveragePermille / 10m);
        return Text($"{over.Zh}内{what.Zh}{less.Zh}{steps.Zh}{SideOf(rule.Side).Zh} {rule.Limit}{Compared(rule).Zh}{hours.Zh}"
            + $"；数据覆盖至少 {covered}%",
            $"the {what.En}{less.En} over {over.En}{steps.En} is {SideOf(rule.Side).En} {rule.Limit}{Compared(rule).En}{hours.En}; "
            + $"at least {covered} % of it covered");
    }

    private static LocalizedText Compared(WindowRule rule) => rule.ComparedWith?.With switch
    {
        WindowBaseline.Yesterday => new("（与昨日同时段相比）", " of the same time yesterday"),
        WindowBaseline.LastWeek => new("（与上周同时段相比）", " of the same time last week"),
        WindowBaseline.Normal => Text($"（与前 {Number(rule.ComparedWith.Days)} 天同时段的常态相比）",
            $" of what is normal, by {Number(rule.ComparedWith.Days)} days"),
        _ => new("", ""),
    };

    private static LocalizedText Change(ChangeRule rule)
    {
        var (limit, per, within) = (rule.Limit, Length(rule.LimitPer), Length(rule.Within));
        var (zh, en) = rule.Rises ? ("上升", "rises") : ("下降", "falls");
        return Text($"读数在 {within.Zh} 内{zh}快于每 {per.Zh} {limit}",
            $"the reading {en} faster than {limit} each {per.En}, within {within.En}");
    }

    private static LocalizedText Group(GroupRule group)
    {
        LocalizedText[] parts = [.. group.Conditions.Select(condition => WhatOf(condition.Rule))];
        var within = Length(group.Within);
        return Held(group.Kind switch
        {
            GroupKind.All => Joined(parts, "，且", ", and "),
            GroupKind.Any => Joined(parts, "，或", ", or "),
            GroupKind.None => Text($"以下均不成立：{Joined(parts, "；", "; ").Zh}", $"none of: {Joined(parts, "；", "; ").En}"),
            GroupKind.Count => Text($"{within.Zh}内至少 {Number(group.AtLeast)} 个传感器出现：{parts[0].Zh}",
                $"at {Number(group.AtLeast)} sensors or more within {within.En}: {parts[0].En}"),
            GroupKind.Sequence => Text($"先出现：{parts[0].Zh}，{within.Zh}内再出现：{parts[^1].Zh}",
                $"first {parts[0].En}, then within {within.En} {parts[^1].En}"),
            _ => Text($"出现：{parts[0].Zh}，而 {within.Zh}内没有：{parts[^1].Zh}",
                $"{parts[0].En}, without within {within.En}: {parts[^1].En}"),
        }, group.Hold);
    }

    private static LocalizedText Joined(LocalizedText[] parts, string zh, string en) =>
        Text(string.Join(zh, parts.Select(part => part.Zh)), string.Join(en, parts.Select(part => part.En)));

    private static LocalizedText Held(LocalizedText what, Duration hold) => hold == Duration.Zero ? what
        : Text($"{what.Zh}，持续 {Length(hold).Zh}", $"{what.En} for {Length(hold).En}");

    private static LocalizedText OnlyOf(RuleCalendar only)
    {
        var days = only.Days switch
        {
            RuleDays.Working => Text("工作日", " on working days"),
            RuleDays.Off => Text("休息日", " on days off"),
            _ => Text("", ""),
        };
        var hours = only.Hours is { } range ? Text($"{Clock(range.From)}–{Clock(range.To)}", $" {Clock(range.From)}–{Clock(range.To)}")
            : Text("", "");
        var season = only is { From: { } from, To: { } to } ? Text($"（每年 {from}–{to}）", $" from {from} to {to} of each year")
            : Text("", "");
        return Text($"；仅在{days.Zh}{hours.Zh}{season.Zh}判断", $"; only{days.En}{hours.En}{season.En}");
    }

    private static LocalizedText SideOf(LimitSide side) => side == LimitSide.Above ? new("高于", "above") : new("低于", "below");

    private static LocalizedText FunctionOf(WindowFunction function) => function switch
    {
        WindowFunction.Sum => new("累计", "sum"),
        WindowFunction.Count => new("次数", "count"),
        WindowFunction.Average => new("平均", "average"),
        WindowFunction.Minimum => new("最小值", "minimum"),
        WindowFunction.Maximum => new("最大值", "maximum"),
        WindowFunction.Last => new("最后一个值", "last value"),
        WindowFunction.Rate => new("速率", "rate"),
        _ => new("差值", "difference"),
    };

    private static LocalizedText EventOf(EventKind kind) => kind switch
    {
        EventKind.Reading => new("读数", "reading"),
        EventKind.Contact => new("触点变化", "contact"),
        EventKind.Detection => new("检测事件", "detection"),
        EventKind.Rejection => new("被排除的检测", "rejected detection"),
        EventKind.Heartbeat => new("心跳", "heartbeat"),
        EventKind.Blind => new("失明时段", "blind time"),
        EventKind.LineGap => new("线路事件缺口", "gap of line events"),
        EventKind.Dropped => new("丢弃记录", "drop"),
        EventKind.Fault => new("故障", "fault"),
        _ => Text(kind.ToString(), kind.ToString()),
    };

    private static string Clock(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static LocalizedText Count(decimal number, string zh, string en) => Text($"{Number(number)} {zh}", $"{Number(number)} {en}");

    private static string Number(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static LocalizedText Text(string zh, string en) => new(zh, en);
}
