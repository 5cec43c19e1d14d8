using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of shifts, their hand-over and the roster.</summary>
internal static class ShiftWords
{
    internal static LocalizedText Shift { get; } = new("交接班", "Shift");
    internal static LocalizedText OnDuty { get; } = new("值班表", "On duty now");
    internal static LocalizedText Nobody { get; } = new("无人值班", "nobody");
    internal static LocalizedText Waiting { get; } = new("待接班", "Hand-overs that wait");
    internal static LocalizedText NoneWaiting { get; } = new("没有待接班的交接。", "No hand-over waits.");
    internal static LocalizedText From { get; } =
        new("{0} 于 {1} 交班：线索 {2}、告警 {3}、工作项 {4}", "{0} handed over at {1}: {2} leads, {3} alerts, {4} work items");
    internal static LocalizedText Accept { get; } = new("接班", "Accept");
    internal static LocalizedText Give { get; } = new("交班", "Hand over");
    internal static LocalizedText To { get; } = new("交给（账号，空为全体值班员）", "To (an account; empty for the room)");
    internal static LocalizedText Note { get; } = new("交接说明", "Note");
    internal static LocalizedText All { get; } = new("含全部未结，不限本人接手", "All that is open, not only what I have");
    internal static LocalizedText Given { get; } = new("已交班：线索 {0}、告警 {1}", "Handed over: {0} leads, {1} alerts");
    internal static LocalizedText Close { get; } = new("关闭", "Close");
}
