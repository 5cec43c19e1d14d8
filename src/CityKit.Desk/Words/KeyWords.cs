using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>What the keys of the duty desk do.</summary>
internal static class KeyWords
{
    internal static IReadOnlyList<(string Key, LocalizedText What)> All { get; } =
    [
        ("j  ↓", new("下一行", "next row")), ("k  ↑", new("上一行", "row before")), ("Enter", new("打开", "open")),
        ("x", new("选择或取消选择", "select or unselect")), ("c", new("确认，或第一个操作", "confirm, or the first step")),
        ("d", new("排除，或关闭", "dismiss, or close")), ("a", new("接手，或接警", "take, or acknowledge")),
        ("g", new("指派", "assign")), ("z", new("暂缓", "snooze")),
        ("o", new("登记结果", "say what it was")), ("m", new("合并", "merge")),
        ("n", new("加载新记录", "load what is new")), ("/", new("搜索", "search")), ("Esc", new("关闭", "close")), ("?", new("本帮助", "these keys")),
    ];
}
