using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;

namespace CityKit.Intake;

/// <summary>The words for what could not be decided (存疑原因): what was found, the limit, and the way out.</summary>
internal static class Doubts
{
    internal static LocalizedText NoWallTime { get; } = new("设备时钟未校准，不作判断。", "The device had no wall time, so this is not judged.");

    internal static LocalizedText NotRegistered(SensorKey key) => new($"传感器 {key} 未登记。", $"Sensor {key} is not in the register.");

    internal static LocalizedText UnknownKind(EventKind kind) =>
        new($"此版本不认识种类为 {(ushort)kind} 的事件。", $"This version does not know events of kind {(ushort)kind}.");

    internal static LocalizedText Unreadable(WireError error) => new($"事件无法读取：{error.Message.Zh}",
        $"An event could not be read: {error.Message.En}");

    internal static LocalizedText RuleFailed(Exception fault) => new($"规则处理出错：{fault.GetType().Name}。",
        $"A rule failed on this: {fault.GetType().Name}.");

    internal static LocalizedText NoSuchRule(string id) =>
        new($"边缘设备触发了中枢未配置的规则“{id}”。", $"The edge raised an alert of rule '{id}', which this hub does not have.");

    internal static LocalizedText NotAnEdgeRule(Rule rule, SensorKey key) => rule.Where == RuleHost.Edge
        ? new($"边缘设备为 {key} 触发了规则“{rule.Id}”，但该规则不适用于此传感器；告警未采纳。",
            $"The edge raised an alert of rule '{rule.Id}' for {key}, which that rule is not about: not taken.")
        : new($"边缘设备触发了规则“{rule.Id}”，但该规则只在中枢运行；告警未采纳。",
            $"The edge raised an alert of rule '{rule.Id}', which runs in the hub only: not taken.");

    internal static LocalizedText NoConsent(Rule rule, SensorKey key) => rule.Purpose is { } purpose
        ? new($"边缘设备为 {key} 触发了规则“{rule.Id}”，但该住户此时没有“{purpose}”的有效同意；告警未采纳。",
            $"The edge raised an alert of rule '{rule.Id}' for {key}, whose household had no consent for '{purpose}' in force then: "
            + "not taken.")
        : new($"边缘设备为住户传感器 {key} 触发了规则“{rule.Id}”，但该规则既无目的也无法定职责；告警未采纳。",
            $"The edge raised an alert of rule '{rule.Id}' for {key}, a household's sensor, and the rule has neither purpose nor duty: "
            + "not taken.");

    internal static LocalizedText OtherUnit(Amount shown, Sensor sensor) =>
        new($"{shown} 无法换算为登记单位“{sensor.Unit}”。", $"{shown} cannot be counted in the register's unit '{sensor.Unit}'.");

    internal static LocalizedText FeedAhead(HubOptions options) => new(
        $"读数时间比中枢时钟晚超过 {options.FeedClockTolerance.TotalMinutes:0} 分钟，未计入；请核对抄表系统的时钟后重新报送。",
        $"Dated more than {options.FeedClockTolerance.TotalMinutes:0} minutes ahead of the hub's clock, so not counted: "
        + "check the feed's clock and send it again.");

    internal static LocalizedText FeedAlarmAhead(HubOptions options) => new(
        $"报警时间比中枢时钟晚超过 {options.FeedClockTolerance.TotalMinutes:0} 分钟，按接收时间处理；请核对对方平台的时钟。",
        $"An alarm dated more than {options.FeedClockTolerance.TotalMinutes:0} minutes ahead of the hub's clock counts as of when it was "
        + "received: check the feed's clock.");

    internal static LocalizedText Overtaken { get; } = new("早于该传感器已判断的时间，仅保存，不作判断。",
        "Older than what was judged of this sensor before: it is kept and not judged.");

    /// <summary>What is wrong with a device's clock; null when nothing is to be reported.</summary>
    internal static (string Code, LocalizedText Text)? Of(TimeWorth worth, HubOptions options) => worth switch
    {
        TimeWorth.Ahead => ("clock-ahead", new(
            $"设备时钟比中枢快超过 {options.DeviceClockTolerance.TotalMinutes:0} 分钟；报警按接收时间处理，读数不作判断，请校准设备时钟。",
            $"The device's clock is more than {options.DeviceClockTolerance.TotalMinutes:0} minutes ahead of the hub's: "
            + "alarms count as of when they are received, readings are not judged. Set its clock.")),
        TimeWorth.Back => ("clock-back", new(
            $"设备时间倒退超过 {options.DeviceClockTolerance.TotalMinutes:0} 分钟；报警按接收时间处理，读数不作判断，请校准设备时钟。",
            $"The device's time went back by more than {options.DeviceClockTolerance.TotalMinutes:0} minutes: "
            + "alarms count as of when they are received, readings are not judged. Set its clock.")),
        TimeWorth.Corrected => ("clock-corrected", new("设备时钟已校正，此前的时间有误；规则从校正后的时间继续。",
            "The device's clock was corrected, its times before were wrong: rules go on from the corrected time.")),
        _ => null,
    };

    /// <summary>What is to be reported of a register's reading; null when nothing.</summary>
    internal static (string Code, LocalizedText Text)? Of(RegisterStep step, Sensor sensor, Amount shown) => step.Kind switch
    {
        RegisterStepKind.Doubtful => ("doubtful", Doubtful(step, sensor, shown)),
        RegisterStepKind.Refuted => ("doubt-refuted", new("后续读数与存疑读数之前一致，存疑读数作废，用量照常计算。",
            "The next reading follows from those before the doubtful ones: they are not counted, and nothing is missing.")),
        RegisterStepKind.NewBase => ("new-base", new(
            $"后续读数证实了新的底数 {AmountOf(step.Known, sensor)}（换表或清零）；此前一段用量未知，请核对登记。",
            $"The next readings confirm {AmountOf(step.Known, sensor)} as a new base (an exchange or a reset): "
            + "what went through before it is not known. Check the register.")),
        RegisterStepKind.Corrected => ("corrected", new($"读数由 {AmountOf(step.Known, sensor)} 更正为 {shown}，以后者为准。",
            $"Corrected from {AmountOf(step.Known, sensor)} to {shown}, which counts from now on.")),
        RegisterStepKind.Misfit => (Judge.Undecided, new(
            $"同一时间已有读数 {AmountOf(step.Known, sensor)}，{shown} 与前后读数不符，未采用。",
                $"{AmountOf(step.Known, sensor)} is known for that time, and {shown} does not fit the readings beside it: not used.")),
        RegisterStepKind.Outranked => (Judge.Undecided, new(
            $"同一时间已有实抄读数 {AmountOf(step.Known, sensor)}，估算值 {shown} 未采用。",
                $"{AmountOf(step.Known, sensor)} was read at that time, so the estimate {shown} is not used.")),
        RegisterStepKind.OutOfOrder => (Judge.Undecided, new("读数早于已接收的最新读数。", "The reading is older than the last one taken in.")),
        RegisterStepKind.Impossible => (Judge.Undecided, new("读数超出表的量程。", "The reading is outside the register's range.")),
        _ => null,
    };

    private static LocalizedText Doubtful(RegisterStep step, Sensor sensor, Amount shown)
    {
        var known = AmountOf(step.Known, sensor);
        var more = RegisterReadings.NewBaseReadings - 1;
        return new LocalizedText(
            $"表底数 {shown}，此前为 {known}：变小或增长过快，存疑。再有 {more} 个读数证实前不计用量；若属实（大流量表），请在登记中填写 maxRate。",
            $"The register shows {shown} after {known}: less than before, or more than can have gone through. "
            + $"Nothing is counted until {more} more readings confirm it; for a large register, state maxRate.");
    }

    private static Amount AmountOf(long? smallest, Sensor sensor) => new((smallest ?? 0) / (decimal)sensor.PerUnit, sensor.Unit);
}
