using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of the cockpit.</summary>
internal static class CockpitWords
{
    internal static LocalizedText Period { get; } = new("统计时段", "Period");
    internal static LocalizedText From { get; } = new("起始日", "From");
    internal static LocalizedText Until { get; } = new("截止日", "Until");
    internal static LocalizedText Show { get; } = new("查看", "Show");
    internal static LocalizedText OwnDays { get; } = new("自选日期", "Own days");
    internal static LocalizedText Wall { get; } = new("大屏模式", "Wall");
    internal static LocalizedText City { get; } = new("全市", "Whole city");
    internal static LocalizedText Area { get; } = new("区域", "Area");
    internal static LocalizedText Narrowed { get; } = new("当前范围", "Showing");
    internal static LocalizedText Boards { get; } = new("看板", "Boards");
    internal static LocalizedText Drawn { get; } = new("数据时间 {0}", "Data of {0}");
    internal static LocalizedText Stale { get; } = new("数据已超过一分钟未更新，正在重连……", "Data is older than a minute. Reconnecting …");
    internal static LocalizedText PageOf { get; } = new("第 {0}/{1} 屏", "Page {0} of {1}");
    internal static LocalizedText None { get; } = new("暂无数据", "Nothing yet");
    internal static LocalizedText Unread { get; } = new("暂时无法读取，稍后自动重试。", "It cannot be read now; it is tried again by itself.");
    internal static LocalizedText Unassigned { get; } = new("（未指派）", "(nobody)");
    internal static LocalizedText NoClass { get; } = new("（无类别）", "(no class)");
    internal static LocalizedText Target { get; } = new("目标 {0}", "target {0}");
    internal static LocalizedText Change { get; } = new("较上期 {0}", "{0} against the period before");
    internal static LocalizedText Good { get; } = new("达标", "on target");
    internal static LocalizedText Fair { get; } = new("接近目标", "near the target");
    internal static LocalizedText Bad { get; } = new("未达标", "off target");
    internal static LocalizedText Cases { get; } = new("案件", "Cases");
    internal static LocalizedText Counted { get; } = new("计入", "Counted");
    internal static LocalizedText OutOf { get; } = new("应计", "Out of");
    internal static LocalizedText Now { get; } = new("本期", "This period");
    internal static LocalizedText Rate { get; } = new("比率", "Rate");
    internal static LocalizedText Trend { get; } = new("近几期", "Last periods");
    internal static LocalizedText Overdue { get; } = new("超期", "Overdue");
    internal static LocalizedText DueSoon { get; } = new("2 小时内到期", "Due within 2 h");
    internal static LocalizedText InTime { get; } = new("时限内", "In time");
    internal static LocalizedText OverdueShare { get; } = new("超期占比", "Overdue share");
    internal static LocalizedText Raised { get; } = new("告警", "Raised");
    internal static LocalizedText Sensor { get; } = new("传感器/摄像机", "Sensor or camera");
    internal static LocalizedText FalseCount { get; } = new("误报", "False alarms");
    internal static LocalizedText FalseADay { get; } = new("日均误报", "False alarms a day");
    internal static LocalizedText EachADay { get; } = new("每路日均误报", "False alarms per camera and day");
    internal static LocalizedText Average { get; } = new("平均", "Average");
    internal static LocalizedText Judged { get; } = new("已研判", "Judged");
    internal static LocalizedText AlertsADay { get; } = new("每日告警", "Alerts a day");
    internal static LocalizedText BlindADay { get; } = new("每日盲区（分钟）", "Blind minutes a day");
    internal static LocalizedText BlindAll { get; } = new("盲区合计", "Blind in all");
    internal static LocalizedText Blind { get; } = new("盲区", "Blind");
    internal static LocalizedText Healthy { get; } = new("在线", "Online");
    internal static LocalizedText Silent { get; } = new("离线", "Offline");
    internal static LocalizedText NewDevice { get; } = new("未上线", "Not heard yet");
    internal static LocalizedText Retired { get; } = new("已停用", "Out of service");
    internal static LocalizedText Satisfied { get; } = new("满意", "Satisfied");
    internal static LocalizedText Basically { get; } = new("基本满意", "Fairly satisfied");
    internal static LocalizedText Unsatisfied { get; } = new("不满意", "Not satisfied");
    internal static LocalizedText Answers { get; } = new("评价数", "Answers");
    internal static LocalizedText Withheld { get; } = new("少于 5 的数不显示。", "Counts below 5 are withheld.");
    internal static LocalizedText NotJudged { get; } = new("待研判", "Waiting");
    internal static LocalizedText Confirmed { get; } = new("已确认", "Confirmed");
    internal static LocalizedText Merged { get; } = new("已合并", "Merged");
    internal static LocalizedText Dismissed { get; } = new("已排除", "Dismissed");
    internal static LocalizedText Reports { get; } = new("上报", "Reports");
    internal static LocalizedText Alert { get; } = new("告警", "Alert");
    internal static LocalizedText Since { get; } = new("告警时间", "Since");
    internal static LocalizedText Total { get; } = new("合计", "All");

    internal static LocalizedText Today { get; } = new("今日", "Today");
    internal static LocalizedText Month { get; } = new("本月", "This month");
    internal static LocalizedText CountsBoard { get; } = new("未结案件", "Open work items");
    internal static LocalizedText LeagueBoard { get; } = new("单位排名", "League");
    internal static LocalizedText BacklogBoard { get; } = new("未结与超期", "Open and overdue");
    internal static LocalizedText RulesBoard { get; } = new("规则告警与误报", "Alerts by rule");
    internal static LocalizedText BlindBoard { get; } = new("盲区时长", "Blind time");
    internal static LocalizedText DevicesBoard { get; } = new("设备在线", "Devices");
    internal static LocalizedText SurveyBoard { get; } = new("群众满意度", "Satisfaction");
    internal static LocalizedText LeadsBoard { get; } = new("线索转化", "What became of leads");
    internal static LocalizedText MapBoard { get; } = new("网格热力", "Open by unit grid");
    internal static LocalizedText TreeBoard { get; } = new("指挥体系", "Command tree");
    internal static LocalizedText NewestBoard { get; } = new("最新紧急告警", "Newest critical alerts");
    internal static LocalizedText PlacesBoard { get; } = new("高发点位", "Hot spots");
    internal static LocalizedText PublicBoard { get; } = new("公开统计", "Public counts");
    internal static LocalizedText Week { get; } = new("近 7 日", "7 days");
    internal static LocalizedText TextBoard { get; } = new("说明", "Note");

    /// <summary>What makes the rows of counts.</summary>
    internal static LocalizedText By(string by) => by switch
    {
        "class" => CommonWords.Class,
        "body" => DutyWords.Body,
        "profile" => new("业务类型", "Kind of work"),
        "status" => new("环节", "State"),
        "district" => new("区市", "District"),
        "street" => new("街道", "Street"),
        "community" => new("社区", "Community"),
        "source" => CommonWords.Source,
        "machine" => new("机器账号", "Machine"),
        _ => StepWords.Reason,
    };

    internal static LocalizedText LeagueOf(LocalizedText figure, string by) =>
        new($"{figure.Zh}（按{By(by).Zh}）", $"{figure.En} by {By(by).En.ToLowerInvariant()}");

    internal static LocalizedText CountsBy(string by) =>
        new($"未结案件（按{By(by).Zh}）", $"Open by {By(by).En.ToLowerInvariant()}");

    internal static LocalizedText NoPeriod(string found) => new(
        $"没有“{found}”这个时段，已按近 7 日显示。可选 today、week、month、custom。",
        $"There is no period '{found}': the last 7 days are shown. Choose today, week, month or custom.");

    internal static LocalizedText NoDays(string? from, string? until, int most) => new(
        $"自选日期“{from}”至“{until}”无效，已按近 7 日显示。截止日不早于起始日，最多 {most} 天，形如 2026-09-03。",
        $"'{from}' to '{until}' are no days: the last 7 are shown. Until is not before from, at most {most} days, such as 2026-09-03.");

    internal static LocalizedText NoArea(string found) => new(
        $"区域“{found}”无效，已按全市显示。应为单元网格代码的前 2 至 15 位。",
        $"'{found}' is no area: the whole city is shown. Give the first 2 to 15 digits of the unit grid.");

}
