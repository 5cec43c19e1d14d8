using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words that several areas of the desk use.</summary>
internal static class CommonWords
{
    internal static LocalizedText Alerts { get; } = new("告警", "Alerts");
    internal static LocalizedText Rule { get; } = new("规则", "Rule");
    internal static LocalizedText Source { get; } = new("来源", "Source");
    internal static LocalizedText Class { get; } = new("类别", "Class");
    internal static LocalizedText Profile { get; } = new("业务类型", "Profile");
    internal static LocalizedText WorkItem { get; } = new("工作项", "Work item");
    internal static LocalizedText Number { get; } = new("编号", "Number");
    internal static LocalizedText Name { get; } = new("名称", "Name");
    internal static LocalizedText What { get; } = new("内容", "What");
    internal static LocalizedText When { get; } = new("时间", "When");
    internal static LocalizedText Deadline { get; } = new("时限", "Deadline");
    internal static LocalizedText State { get; } = new("状态", "State");
    internal static LocalizedText Open { get; } = new("未结", "Open");
    internal static LocalizedText Confirmed { get; } = new("已确认", "confirmed");
    internal static LocalizedText All { get; } = new("全部", "All");
    internal static LocalizedText FalseShare { get; } = new("误报率", "False alarm rate");
    internal static LocalizedText UnitGrid { get; } = new("单元网格", "Unit grid");
    internal static LocalizedText Place { get; } = new("位置", "Place");
    internal static LocalizedText Building { get; } = new("{0} 号楼", "building {0}");
    internal static LocalizedText Entrance { get; } = new("{0} 单元", "entrance {0}");
    internal static LocalizedText InGrid { get; } = new("网格 {0}", "grid {0}");
    internal static LocalizedText Ago { get; } = new("{0}前", "{0} ago");
    internal static LocalizedText NameAndId { get; } = new("{0}（{1}）", "{0} ({1})");
    internal static LocalizedText Details { get; } = new("详情", "Details");
    internal static LocalizedText Facts { get; } = new("概况", "Facts");
    internal static LocalizedText History { get; } = new("办理经过", "History");
    internal static LocalizedText Evidence { get; } = new("证据", "Evidence");
    internal static LocalizedText ViewEvidence { get; } = new("查看证据（将被记录）", "View it (this is logged)");
    internal static LocalizedText Purpose { get; } = new("用途", "Purpose");
    internal static LocalizedText Print { get; } = new("打印", "Print");
    internal static LocalizedText Cancel { get; } = new("取消", "Cancel");
    internal static LocalizedText CannotRead { get; } = new("暂时无法读取，请稍后重试。", "It cannot be read now: try again.");

    internal static LocalizedText SeverityOf(string? severity) => severity switch
    {
        "Critical" => new("紧急", "Critical"),
        "Warning" => new("警告", "Warning"),
        _ => new("提示", "Info"),
    };

    internal static LocalizedText RoleOf(string role) => role switch
    {
        "DutyOfficer" => new("值班员", "duty officer"),
        "DutyLeader" => new("值班长", "duty leader"),
        "Inspector" => new("采集员", "inspector"),
        "Acceptor" => new("受理员", "acceptor"),
        "Dispatcher" => new("派遣员", "dispatcher"),
        "CompetentDepartment" => new("专业部门", "competent department"),
        "PropertyManager" => new("物业经理", "property manager"),
        "PropertyWorker" => new("物业维修员", "property worker"),
        "CareWorker" => new("照护员", "care worker"),
        "GridWorker" => new("网格员", "grid worker"),
        "Oversight" => new("监督员", "oversight"),
        "Administrator" => new("管理员", "administrator"),
        "Resident" => new("居民", "resident"),
        "System" => new("系统", "the hub"),
        _ => new(role, role),
    };
}
