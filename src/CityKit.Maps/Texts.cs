using CityKit.Core;
using CityKit.Maps.Tiles;

namespace CityKit.Maps;

/// <summary>What the module refuses, in both languages.</summary>
internal static class Texts
{
    internal static Refusal NoSuchTile(long? z, long? x, long? y) => Refusal.Of("bad-request",
        $"There is no tile z={z}, x={x}, y={y}: z is 0 to {TileAddress.MostZoom}, x and y 0 to 2^z - 1.",
        $"没有瓦片 z={z}、x={x}、y={y}：z 为 0 至 {TileAddress.MostZoom}，x、y 为 0 至 2^z - 1。");

    internal static Refusal NoBox(string text) => Refusal.Of("bad-request",
        $"'box' is '{text}'; it must be west,south,east,north in degrees.", $"参数 box 的值“{text}”无效，应为 西,南,东,北（度）。");

    internal static Refusal NoClass(string text) => Refusal.Of("bad-request",
        $"'class' is '{text}'; it must be a class of components, 5 or 4 digits, or 2 for a major class.",
        $"参数 class 的值“{text}”无效，应为 5 位或 4 位部件分类代码，或 2 位大类代码。");

    internal static Refusal TooMany { get; } = Refusal.Of("too-many",
        $"There are more than {MapsModule.MostFeatures} features or {MapsModule.MostCorners} corners; "
        + "ask for a smaller box or one class, or use tiles, which count what is too many.",
        $"要素超过 {MapsModule.MostFeatures} 个或顶点超过 {MapsModule.MostCorners} 个；请缩小范围、指定分类，或使用瓦片（数量过多时给出计数）。");

    internal static Refusal NoMap(string layer, IReadOnlyList<string> there) => Refusal.Of("not-found",
        $"There is no such map of {layer}; there are: {string.Join(", ", there)}.", $"没有该 {layer} 地图；现有：{string.Join("、", there)}。",
            [.. there]);
}
