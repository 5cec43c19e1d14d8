using CityKit.Core;

namespace CityKit.Cases.Rewards;

/// <summary>Where reports are rewarded (奖励范围): in one of some areas, and in one of some polygons where there are any.</summary>
/// <param name="Codes">The first digits of unit grids' codes, such as <c>370202</c>; empty for everywhere.</param>
/// <param name="Polygons">Built-up areas as polygons; empty for all of the areas.</param>
public sealed record RewardArea(IReadOnlyList<string> Codes, IReadOnlyList<GeoPolygon> Polygons)
{
    /// <summary>Whether a place is in it; one without grid or point is not where those are asked for.</summary>
    public bool Contains(WorkPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return (Codes.Count == 0 || Codes.Any(code => place.Grid?.StartsWith(code, StringComparison.Ordinal) is true))
            && (Polygons.Count == 0 || (place.Point is { } point && Polygons.Any(polygon => polygon.Contains(point))));
    }
}
