using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Testing.Scenarios;

/// <summary>Invented unit grids for tests.</summary>
public static class SquareGrid
{
    /// <summary>A unit grid that is a square on the map.</summary>
    /// <param name="code">The unit grid's code, such as <c>370202999001001</c>.</param>
    /// <param name="west">Its western edge, in degrees.</param>
    /// <param name="south">Its southern edge, in degrees.</param>
    /// <param name="size">How wide and high it is, in degrees.</param>
    /// <exception cref="ArgumentException">The code is not the code of a unit grid.</exception>
    /// <example><code>city.UseGrids(new GridMap([SquareGrid.Of("370202999001001", 120.41, 36.06)]));</code></example>
    public static Grid Of(string code, double west, double south, double size = 0.01)
    {
        var (east, north) = (west + size, south + size);
        return new Grid(GridScheme.UnitGrid, code, "invented", [GeoPolygon.FromRings([Point(west, south), Point(east, south),
            Point(east, north), Point(west, north)])]);
    }

    private static GeoPoint Point(double longitude, double latitude) => GeoPoint.FromDegrees(longitude, latitude);
}
