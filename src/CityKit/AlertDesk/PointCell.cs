using CityKit.Core;

namespace CityKit.AlertDesk;

/// <summary>
/// The cell of a point (网格单元), 0.01 degrees wide and high: the digits of a quadtree, so that what a text starts with is a larger cell.
/// </summary>
internal static class PointCell
{
    /// <summary>The most metres around a point whose cells fit into one condition, at any latitude.</summary>
    internal const int MaxMetres = 4000;

    private const int Levels = 16;
    private const int West = 180;
    private const int South = 90;

    private static readonly TileNet Net = new(100);

    internal static string? Of(GeoPoint? point) => point is { } known ? Of(Net.Of(known)) : null;

    /// <summary>The cells that are within so many metres of a point.</summary>
    internal static string[] Around(GeoPoint point, int metres) => [.. Net.Around(point, metres).Select(Of)];

    private static string Of((int Latitude, int Longitude) tile)
    {
        var (north, east) = (tile.Latitude + South * Net.PerDegree, tile.Longitude + West * Net.PerDegree);
        return string.Create(Levels, (north, east), static (digits, at) =>
        {
            for (var i = 0; i < Levels; i++)
            {
                var bit = Levels - 1 - i;
                digits[i] = (char)('0' + ((at.north >> bit & 1) << 1 | at.east >> bit & 1));
            }
        });
    }
}
