using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>What lists of the duty desk are narrowed by: the hub's words and what people read.</summary>
internal static class FilterWords
{
    internal static IReadOnlyList<(string Value, LocalizedText Text)> Severities { get; } =
        [("critical", CommonWords.SeverityOf("Critical")), ("warning", CommonWords.SeverityOf("Warning")),
            ("info", CommonWords.SeverityOf("Info"))];

    internal static IReadOnlyList<(string Value, LocalizedText Text)> LeadStates { get; } =
    [
        ("open", DutyWords.Waiting), ("confirmed", CommonWords.Confirmed), ("dismissed", DutyWords.Dismissed), ("merged", DutyWords.Merged),
        ("all", CommonWords.All),
    ];

    internal static IReadOnlyList<(string Value, LocalizedText Text)> AlertStates { get; } =
        [("open", new("未解除", "Open")), ("all", CommonWords.All)];

    internal static IReadOnlyList<(string Value, LocalizedText Text)> ItemStates { get; } =
        [("open", CommonWords.Open), ("closed", DutyWords.Closed), ("all", CommonWords.All)];

    internal static IReadOnlyList<(string Value, LocalizedText Text)> ItemOrders { get; } =
        [("-reported", DutyWords.Newest), ("due", DutyWords.Soonest), ("reported", new("最早在前", "Oldest first"))];

    internal static IReadOnlyList<(string Value, LocalizedText Text)> LeadOrders { get; } =
        [("urgent", DutyWords.Urgent), ("oldest", DutyWords.Oldest)];

    internal static IReadOnlyList<(string Value, LocalizedText Text)> LeadSources { get; } =
    [
        ("rule", OperationsWords.Rules), ("video", new("AI 视频", "Video")), ("drone", new("无人机", "Drones")),
        ("machine", new("其他机器", "Other machines")),
    ];

    internal static IReadOnlyList<(string Value, LocalizedText Text)> Overdue { get; } = [("yes", DutyWords.Overdue)];
}
