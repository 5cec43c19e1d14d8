using System.Globalization;
using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of maps.</summary>
internal static class MapWords
{
    internal static LocalizedText Map { get; } = new("地图。列表中有图上的全部内容。", "Map. The list has all that is on it.");
    internal static LocalizedText Layers { get; } = new("图层", "Layers");
    internal static LocalizedText Grids { get; } = new("网格", "Grids");
    internal static LocalizedText Compounds { get; } = new("小区", "Compounds");
    internal static LocalizedText Components { get; } = new("部件", "Components");
    internal static LocalizedText Hidden { get; } = new("不显示", "Hidden");
    internal static LocalizedText All { get; } = new("全部部件", "All components");
    internal static LocalizedText Ground { get; } = new("底图", "Base map");
    internal static LocalizedText NoGround { get; } = new("无底图", "None");
    internal static LocalizedText Locate { get; } = new("定位到所选", "Go to the selected");
    internal static LocalizedText ShowAll { get; } = new("显示全部", "Show all");
    internal static LocalizedText ZoomIn { get; } = new("放大", "Zoom in");
    internal static LocalizedText ZoomOut { get; } = new("缩小", "Zoom out");
    internal static LocalizedText Sources { get; } = new("数据来源", "Sources");
    internal static LocalizedText Metres { get; } = new("米", "m");
    internal static LocalizedText Kilometres { get; } = new("公里", "km");
    internal static LocalizedText Legend { get; } = new("图例", "Legend");
    internal static LocalizedText Critical { get; } = new("严重、超期", "Critical, overdue");
    internal static LocalizedText Warning { get; } = new("警告、督办", "Warning, overseen");
    internal static LocalizedText Ordinary { get; } = new("一般", "Ordinary");
    internal static LocalizedText Kinds { get; } = new("? 线索　! 告警　≡ 工作项", "? lead   ! alert   ≡ work item");
    internal static LocalizedText NotDrawn { get; } = new("此浏览器无法绘制地图（缺少 WebGL，或地图脚本未能加载）。列表不受影响。",
        "This browser cannot draw the map: it has no WebGL, or the map's script did not load. The list works without it.");
    internal static LocalizedText GroundFails { get; } =
        new("底图“{0}”部分瓦片读取失败，其他图层照常显示。", "Some tiles of the base map “{0}” could not be read; the rest is drawn.");
    internal static LocalizedText FileFails { get; } =
        new("底图“{0}”无法读取：{1} 其他图层照常显示。", "The base map “{0}” cannot be read: {1} The rest is drawn.");
    internal static LocalizedText SourceSays { get; } = new("瓦片服务返回状态 {0}。", "The tile server says status {0}.");
    internal static LocalizedText SourceFails { get; } = new("无法访问瓦片服务：{0}。", "The tile server cannot be reached: {0}.");
    internal static LocalizedText SourceIsSlow { get; } = new("瓦片服务超过 {0} 秒未响应。", "The tile server did not answer within {0} s.");
    internal static LocalizedText NoPicture { get; } =
        new("瓦片服务返回的不是 PNG、JPEG 或 WebP 图片。", "What the tile server sent is no PNG, JPEG or WebP picture.");
    internal static LocalizedText Table { get; } = new("以表格显示", "As a table");
    internal static LocalizedText Grid { get; } = new("网格代码", "Grid");
    internal static LocalizedText Value { get; } = new("数值", "Value");

    /// <summary>A text with values in both languages.</summary>
    internal static LocalizedText With(LocalizedText text, params object[] values) => new(
        string.Format(CultureInfo.InvariantCulture, text.Zh, [.. values.Select(value => value is LocalizedText both ? both.Zh : value)]),
        string.Format(CultureInfo.InvariantCulture, text.En, [.. values.Select(value => value is LocalizedText both ? both.En : value)]));
}
