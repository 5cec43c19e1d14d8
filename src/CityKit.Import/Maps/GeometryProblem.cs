using CityKit.Core;

namespace CityKit.Import.Maps;

/// <summary>What is wrong with a feature's geometry.</summary>
internal sealed record GeometryProblem(string Reason, LocalizedText Message)
{
    internal static GeometryProblem Type(string? type) =>
        new("geometry", new LocalizedText($"几何类型须为 Polygon 或 MultiPolygon，而非“{type}”。",
            $"The geometry must be a Polygon or MultiPolygon, not '{type}'."));

    internal static GeometryProblem Nesting { get; } = new("geometry",
        new LocalizedText("坐标的嵌套层次与几何类型不符。", "The coordinates are not nested as the geometry's type says."));

    internal static GeometryProblem Position(int ring, int position) =>
        new("position", new LocalizedText($"第 {ring} 环第 {position} 点不是范围内的经纬度。",
            $"Ring {ring}, position {position} is no longitude and latitude in range."));

    internal static GeometryProblem Short(int ring, int count) =>
        new("ring-short",
            new LocalizedText($"第 {ring} 环只有 {count} 个点，至少须 4 个（首尾相同），且至少 3 个不同。",
                $"Ring {ring} has {count} positions; it needs 4 (the last equal to the first), 3 of them different."));

    internal static GeometryProblem Open(int ring) =>
        new("ring-open", new LocalizedText($"第 {ring} 环未闭合：末点与首点不同。", $"Ring {ring} is open: its last position differs from its first."));
}
