using CityKit.Core.Geometry;

namespace CityKit.Core;

/// <summary>A piece of the ground to look in (查询范围): a box, polygons, a circle, the surroundings of a line. Immutable; make it once and
/// ask it often.</summary>
/// <remarks>Only a circle reaches across the 180° meridian.</remarks>
public abstract class GeoRegion
{
    /// <summary>The greatest radius of a circle, and the greatest distance from a line, in metres.</summary>
    public const int MostMetres = 1_000_000;

    private protected GeoRegion(GeoBox bounds) => Bounds = bounds;

    /// <summary>A box that holds all of it.</summary>
    public GeoBox Bounds { get; }

    /// <summary>The points of a box, borders included.</summary>
    /// <exception cref="ArgumentException">The west lies east of the east, the south north of the north, or a side is outside its
    /// range.</exception>
    public static GeoRegion Box(GeoBox box)
    {
        var valid = box is { West: >= -180, East: <= 180, South: >= -90, North: <= 90 } && box.West <= box.East && box.South <= box.North;
        return valid ? new BoxRegion(box) : throw new ArgumentException(
            $"{box} is no box: west to east within -180 to 180, south to north within -90 to 90 degrees. 范围须为西、南、东、北（度），且西不大于东、南不大于北。",
                nameof(box));
    }

    /// <summary>The points that one of the polygons contains, by <see cref="GeoPolygon.Contains"/>.</summary>
    /// <exception cref="ArgumentException">There is no polygon.</exception>
    public static GeoRegion Polygons(params IReadOnlyCollection<GeoPolygon> polygons)
    {
        ArgumentNullException.ThrowIfNull(polygons);
        return polygons.Count > 0 ? new PolygonRegion(polygons)
            : throw new ArgumentException("A region needs at least one polygon. 至少须有一个多边形。", nameof(polygons));
    }

    /// <summary>The points that are so near to a place by <see cref="GeoPoint.MetresTo"/>, the radius included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The radius is not 0 to 1,000,000 m.</exception>
    public static GeoRegion Circle(GeoPoint centre, double metres) => new CircleRegion(centre, Within(metres));

    /// <summary>The points that are so near to a line, in a local frame of metres around the point, the distance included.</summary>
    /// <param name="line">The line's points in order, straight in longitude and latitude from one to the next; never across the 180°
    /// meridian.</param>
    /// <param name="metres">How near.</param>
    /// <exception cref="ArgumentException">The line has fewer than 2 points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not 0 to 1,000,000 m.</exception>
    public static GeoRegion Along(IReadOnlyList<GeoPoint> line, double metres)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Count > 1 ? new LineRegion(line, Within(metres))
            : throw new ArgumentException($"A line has 2 points or more, this one {line.Count}. 线至少须有 2 个点。", nameof(line));
    }

    /// <summary>Whether a point lies in it.</summary>
    public abstract bool Contains(GeoPoint point);

    /// <summary>Whether it shares a point with a polygon; borders that touch do.</summary>
    public abstract bool Meets(GeoPolygon polygon);

    /// <summary>How a box lies to it; never wrong, and not sure only near the border.</summary>
    internal abstract RegionCover CoverOf(in GeoBox box);

    private static double Within(double metres) => metres is >= 0 and <= MostMetres ? metres
        : throw new ArgumentOutOfRangeException(
            nameof(metres), metres, $"The distance must be 0 to {MostMetres} m. 距离须为 0 至 {MostMetres} 米。");
}
