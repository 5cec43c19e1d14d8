using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of the duty desk: lists, states, filters. Those of steps are in <see cref="StepWords"/>.</summary>
internal static class DutyWords
{
    internal static LocalizedText Leads { get; } = new("预警线索", "Leads");
    internal static LocalizedText Items { get; } = new("工作项", "Work items");
    internal static LocalizedText Lists { get; } = new("列表", "Lists");
    internal static LocalizedText Nothing { get; } = new("没有符合条件的记录。", "Nothing matches these filters.");
    internal static LocalizedText More { get; } = new("加载更多", "More");
    internal static LocalizedText Shown { get; } = new("已显示 {0} 条", "{0} shown");
    internal static LocalizedText NewOnes { get; } = new("{0} 条新记录", "{0} new");
    internal static LocalizedText NewSaid { get; } = new("有 {0} 条新记录，按“新记录”按钮加载", "{0} new: press the button to load them");
    internal static LocalizedText Level { get; } = new("级别", "Level");
    internal static LocalizedText Select { get; } = new("选择", "Select");
    internal static LocalizedText SelectOne { get; } = new("选择：{0}", "Select: {0}");
    internal static LocalizedText SelectAll { get; } = new("全选本页", "Select all shown");
    internal static LocalizedText DueIn { get; } = new("剩余 {0}", "due in {0}");
    internal static LocalizedText OverdueBy { get; } = new("超期 {0}", "overdue by {0}");

    internal static LocalizedText Waiting { get; } = new("待处理", "waits");
    internal static LocalizedText TakenState { get; } = new("已接手", "taken");
    internal static LocalizedText HandedOver { get; } = new("交接中", "handed over");
    internal static LocalizedText Dismissed { get; } = new("已排除", "dismissed");
    internal static LocalizedText Merged { get; } = new("已合并", "merged");
    internal static LocalizedText New { get; } = new("未接警", "not seen yet");
    internal static LocalizedText SeenTo { get; } = new("处理中", "being seen to");
    internal static LocalizedText Snoozed { get; } = new("已暂缓", "snoozed");
    internal static LocalizedText Flapping { get; } = new("反复告警", "comes and goes");
    internal static LocalizedText Resolved { get; } = new("已人工关闭", "closed by hand");
    internal static LocalizedText Over { get; } = new("已解除", "over");
    internal static LocalizedText Closed { get; } = new("已结", "Closed");

    internal static LocalizedText Filters { get; } = new("筛选", "Filters");
    internal static LocalizedText Apply { get; } = new("筛选", "Apply");
    internal static LocalizedText Clear { get; } = new("清除", "Clear");
    internal static LocalizedText Search { get; } = new("搜索（标题、地址、小区）", "Search (title, address, compound)");
    internal static LocalizedText Grid { get; } = new("网格代码开头", "Grid begins with");
    internal static LocalizedText Body { get; } = new("承办单位", "Body");
    internal static LocalizedText Overdue { get; } = new("已超期", "Overdue");
    internal static LocalizedText Order { get; } = new("排序", "Order");
    internal static LocalizedText Newest { get; } = new("最新在前", "Newest first");
    internal static LocalizedText Soonest { get; } = new("时限最近在前", "Due first");
    internal static LocalizedText MineOnly { get; } = new("我的", "Mine");
    internal static LocalizedText Urgent { get; } = new("最紧急在前", "Most urgent first");
    internal static LocalizedText Oldest { get; } = new("等待最久在前", "Longest wait first");
    internal static LocalizedText Saved { get; } = new("常用筛选", "Saved filters");
    internal static LocalizedText Save { get; } = new("保存当前筛选", "Save these filters");
    internal static LocalizedText Remove { get; } = new("删除“{0}”", "Remove '{0}'");

    internal static LocalizedText Close { get; } = new("关闭详情", "Close details");
    internal static LocalizedText Why { get; } = new("来龙去脉", "Why");
    internal static LocalizedText WholePage { get; } = new("单独打开", "On a page of its own");
    internal static LocalizedText Where { get; } = new("地点", "Where");
    internal static LocalizedText Who { get; } = new("经办", "With");
    internal static LocalizedText Confidence { get; } = new("置信度", "Confidence");
    internal static LocalizedText Machine { get; } = new("机器", "Machine");
    internal static LocalizedText Repeats { get; } = new("重复次数", "Repeats");
    internal static LocalizedText Lasted { get; } = new("持续", "Lasted");
    internal static LocalizedText Message { get; } = new("说明", "Message");
    internal static LocalizedText Found { get; } = new("疑似部件", "Probable component");

    internal static LocalizedText Personal { get; } = new("个人信息", "Personal data");
    internal static LocalizedText PersonalSay { get; } = new("查阅个人信息须说明用途，并将被记录。", "Who reads personal data says what for; it is logged.");
    internal static LocalizedText Show { get; } = new("查阅", "Show");
    internal static LocalizedText NoPersonal { get; } = new("没有保存的个人信息。", "No personal data is kept.");

    internal static LocalizedText Keys { get; } = new("快捷键", "Keys");
    internal static LocalizedText ByKeys { get; } = new("快捷键：{0}", "Key: {0}");
    internal static LocalizedText Sound { get; } = new("告警声", "Alarm sound");
    internal static LocalizedText SoundOn { get; } = new("开", "on");
    internal static LocalizedText SoundOff { get; } = new("关", "off");
    internal static LocalizedText SoundBlocked { get; } = new("请点击以允许发声", "press to allow sound");
    internal static LocalizedText Critical { get; } = new("紧急告警：{0}", "Critical alert: {0}");
    internal static LocalizedText Look { get; } = new("查看", "View");
    internal static LocalizedText GotIt { get; } = new("知道了", "Got it");
    internal static LocalizedText NoFeed { get; } = new("暂时收不到新消息，正在重试。", "No news can be read now; trying again.");

    internal static LocalizedText PurposeOf(string purpose) => purpose switch
    {
        "handling" => new("办理本件", "handling this"),
        "checking" => new("核查结果", "checking the result"),
        _ => new("答复群众", "answering the reporter"),
    };
}
