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
    internal static LocalizedText Lost { get; } = new(
        "连接已断开：页面停留在断开前的内容，暂时不能操作。正在自动重连……", "The connection is lost: you see how things were, and cannot act now. Reconnecting…");

    internal static LocalizedText Broken { get; } = new("页面出错，内容可能不再更新。", "Something failed in this page, and it may show old things.");
    internal static LocalizedText Reload { get; } = new("重新加载", "Reload");
    internal static LocalizedText NotFound { get; } = new("没有这个页面。请从菜单选择。", "There is no such page. Choose one from the menu.");
}
