using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of the frame around all pages.</summary>
internal static class ShellWords
{
    internal static LocalizedText Desk { get; } = new("值班台", "Duty desk");
    internal static LocalizedText Cockpit { get; } = new("领导驾驶舱", "Cockpit");
    internal static LocalizedText Operations { get; } = new("运维", "Operations");
    internal static LocalizedText Content { get; } = new("跳到内容", "Skip to content");
    internal static LocalizedText Menu { get; } = new("主菜单", "Main menu");
    internal static LocalizedText Language { get; } = new("English", "中文");
    internal static LocalizedText Dark { get; } = new("深色", "Dark");
    internal static LocalizedText Light { get; } = new("浅色", "Light");
    internal static LocalizedText Lost { get; } = new("连接中断，正在重新连接……显示的内容可能不是最新。", "Connection lost, trying again… What is shown may be old.");
    internal static LocalizedText Gone { get; } = new("未能重新连接，请刷新页面。", "No connection could be made again: reload the page.");
    internal static LocalizedText NotFound { get; } = new("没有这个页面。请从菜单选择。", "There is no such page. Choose one from the menu.");
}
