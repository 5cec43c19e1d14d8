namespace CityKit.Core;

/// <summary>
/// A box along the parallels and meridians (经纬度范围), borders included. Degrees; never across the 180° meridian. <c>default</c> is the
/// point at 0°, 0°.
/// </summary>
/// <param name="West">The least longitude.</param>
/// <param name="South">The least latitude.</param>
/// <param name="East">The greatest longitude.</param>
/// <param name="North">The greatest latitude.</param>
public readonly record struct GeoBox(double West, double South, double East, double North)
{
    /// <summary>The box around some points.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static GeoBox Around(ReadOnlySpan<GeoPoint> points)
    {
        if (points.IsEmpty) throw new ArgumentException("A box needs at least one point. 范围至少需要一个点。", nameof(points));
        var box = new GeoBox(180, 90, -180, -90);
        foreach (var point in points) box = box.With(point);
        return box;
    }

    /// <summary>Whether the point lies in the box or on its border.</summary>
    public bool Contains(GeoPoint point) =>
        point.Longitude >= West && point.Longitude <= East && point.Latitude >= South && point.Latitude <= North;

    /// <summary>The box around both boxes.</summary>
    public GeoBox Union(GeoBox other) =>
        new(Math.Min(West, other.West), Math.Min(South, other.South), Math.Max(East, other.East), Math.Max(North, other.North));

    internal GeoPoint SouthWest => GeoPoint.FromDegrees(West, South);

    /// <summary>Whether the boxes share a point; borders that touch do.</summary>
    public bool Overlaps(in GeoBox other) => West <= other.East && other.West <= East && South <= other.North && other.South <= North;

    /// <summary>Whether the other box lies in this one as a whole.</summary>
    internal bool Contains(in GeoBox other) => other.West >= West && other.East <= East && other.South >= South && other.North <= North;

    /// <summary>So many degrees wider on each side, within the earth's.</summary>
    internal GeoBox Widened((double East, double North) by) =>
        new(Math.Max(-180, West - by.East), Math.Max(-90, South - by.North), Math.Min(180, East + by.East), Math.Min(90, North + by.North));

    private GeoBox With(GeoPoint p) =>
        new(Math.Min(West, p.Longitude), Math.Min(South, p.Latitude), Math.Max(East, p.Longitude), Math.Max(North, p.Latitude));
}
