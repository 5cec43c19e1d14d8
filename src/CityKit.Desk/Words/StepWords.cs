using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of steps on the duty desk.</summary>
internal static class StepWords
{
    internal static LocalizedText Steps { get; } = new("操作", "Steps");
    internal static LocalizedText Confirm { get; } = new("确认", "Confirm");
    internal static LocalizedText Dismiss { get; } = new("排除", "Dismiss");
    internal static LocalizedText Take { get; } = new("接手", "Take");
    internal static LocalizedText Release { get; } = new("释放", "Release");
    internal static LocalizedText Merge { get; } = new("合并", "Merge");
    internal static LocalizedText Acknowledge { get; } = new("接警", "Acknowledge");
    internal static LocalizedText Assign { get; } = new("指派", "Assign");
    internal static LocalizedText Comment { get; } = new("备注", "Comment");
    internal static LocalizedText Snooze { get; } = new("暂缓", "Snooze");
    internal static LocalizedText Outcome { get; } = new("结果", "Outcome");
    internal static LocalizedText Resolve { get; } = new("人工关闭", "Close by hand");
    internal static LocalizedText Into { get; } = new("并入", "Into");
    internal static LocalizedText To { get; } = new("指派给（角色或账号）", "To (a role or an account)");
    internal static LocalizedText SnoozeFor { get; } = new("暂缓多久", "For how long");
    internal static LocalizedText SnoozeUntil { get; } = new("或暂缓至（当地时间，填写后以此为准）", "Or until (local time; counts when it is filled in)");
    internal static LocalizedText Reason { get; } = new("理由", "Reason");
    internal static LocalizedText InWords { get; } = new("补充说明", "In words");
    internal static LocalizedText Note { get; } = new("说明（可不填）", "Note (optional)");
    internal static LocalizedText Reply { get; } = new("答复上报人", "Reply to those who reported it");
    internal static LocalizedText Photo { get; } = new("照片或视频", "Photo or clip");
    internal static LocalizedText PhotoName { get; } = new("引用", "Reference");
    internal static LocalizedText TooLarge { get; } = new(
        "文件有 {0} MiB：照片不超过 {1} MiB，视频不超过 {2} MiB，请缩小后重选。",
        "The file has {0} MiB; a photo may have {1} and a clip {2}: choose a smaller one.");

    internal static LocalizedText ShowPhoto { get; } = new("上报人可见（已核对无人脸、车牌、住户）", "Reporters may see it (no face, plate or home in it)");
    internal static LocalizedText Condition { get; } = new("立案条件", "Filing condition");
    internal static LocalizedText OtherItem { get; } = new("另一工作项", "Other work item");
    internal static LocalizedText Ready { get; } = new("常用语", "Ready answers");
    internal static LocalizedText Choose { get; } = new("请选择", "Choose");
    internal static LocalizedText NoneNear { get; } = new("附近没有可并入的对象。", "There is nothing near to merge into.");
    internal static LocalizedText Needed { get; } = new("请填写：{0}", "Fill in: {0}");
    internal static LocalizedText Done { get; } = new("已完成：{0}", "Done: {0}");
    internal static LocalizedText Would { get; } = new("现在可以：{0}", "Possible now: {0}");
    internal static LocalizedText TryAgain { get; } = new("暂时无法保存，请重试；不会重复提交。", "It cannot be stored now: press again, it is done once.");
    internal static LocalizedText OpenItem { get; } = new("打开工作项 {0}", "Open work item {0}");

    internal static LocalizedText Chosen { get; } = new("已选 {0} 条", "{0} selected");
    internal static LocalizedText ForAll { get; } = new("批量操作", "For all selected");
    internal static LocalizedText NoneForAll { get; } = new("所选记录没有共同的操作。", "No step is possible for all of them.");
    internal static LocalizedText Unselect { get; } = new("取消选择", "Unselect");
    internal static LocalizedText Answers { get; } = new("{0} 条完成，{1} 条未完成", "{0} done, {1} not");
    internal static LocalizedText Ok { get; } = new("完成", "done");

    internal static LocalizedText NeedOf(string need) => need switch
    {
        "assignee" => new("承办单位（可加“/班组”）", "Body (and '/crew')"),
        "coHandlers" => new("协办单位（用逗号分隔）", "Co-handlers (with commas between)"),
        "crew" => new("班组", "Crew"),
        "person" => new("承接人账号", "Account that takes it over"),
        "class" => CommonWords.Class,
        "limit" => new("时限，如“4 工作时”", "Limit, such as '4 work hours'"),
        "parts" => new("子件业务类型（用逗号分隔）", "Profiles of the parts (with commas between)"),
        _ => new(need, need),
    };

    internal static LocalizedText OutcomeOf(string outcome) => outcome switch
    {
        "Ok" or "safe" => new("平安", "all is well"),
        "Away" or "away" => new("外出", "away"),
        "Ill" => new("确有情况", "ill, hurt or a real danger"),
        "NoAnswer" => new("无人应答", "no answer"),
        "False" => new("误报", "false alarm"),
        "helped" => new("已帮助", "helped"),
        "medical" => new("已送医", "taken to a doctor"),
        "police" => new("已报警", "handed to the police"),
        "settled" or "done" => new("已办结", "settled"),
        _ => new(outcome, outcome),
    };

    /// <summary>What is in every item's history beside the steps of its profile.</summary>
    internal static LocalizedText CommandOf(string command) => command switch
    {
        "open" => new("提交", "opened"),
        "import" => new("导入", "imported"),
        "confirm-component" => new("确认部件", "component confirmed"),
        "mark-repeat" => new("标记重复", "marked as a repeat"),
        "undo-repeat" => new("撤销重复", "no repeat any more"),
        "repeat-left" => new("重复件分离", "a repeat left"),
        "become-part" => new("成为子件", "became a part"),
        "merge-in" => new("并入", "another was merged in"),
        "part-closed" => new("子件办结", "a part was closed"),
        "part-reopened" => new("子件重开", "a part was reopened"),
        _ => new(command, command),
    };

    internal static LocalizedText ActOf(string act) => act switch
    {
        "Assigned" => Assign,
        "Commented" => Comment,
        "Snoozed" => Snooze,
        "Concluded" => Outcome,
        "Resolved" => Resolve,
        _ => Merge,
    };
}
