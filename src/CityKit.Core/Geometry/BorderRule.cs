namespace CityKit.Core.Geometry;

/// <summary>
/// The one rule for points on borders: such a point belongs to what lies just east of it; on a border that runs exactly east-west, to what
/// lies just north.
/// </summary>
/// <remarks>It is the half-open crossing rule (a ray to the east; an edge covers its lower latitude, not its upper one; a point on an edge
/// does not see it) with an exact side test on the edge taken upwards, so both neighbours of a shared edge get the same answer: each point
/// of a partition lies in exactly one of its polygons.</remarks>
internal static class BorderRule
{
    /// <summary>Whether the ray from the point to the east crosses the edge.</summary>
    internal static bool Crosses(GeoPoint from, GeoPoint to, GeoPoint point)
    {
        var up = from.Latitude <= point.Latitude;
        if (up == (to.Latitude <= point.Latitude)) return false;
        if (from.Longitude < point.Longitude && to.Longitude < point.Longitude) return false;
        return up ? Orientation.Sign(from, to, point) > 0 : Orientation.Sign(to, from, point) > 0;
    }

    /// <summary>Whether the point lies in a ring by the even-odd count; the ring is open (its first point not repeated).</summary>
    internal static bool IsInside(ReadOnlySpan<GeoPoint> ring, GeoPoint point)
    {
        var inside = false;
        var previous = ring[^1];
        foreach (var current in ring)
        {
            inside ^= Crosses(previous, current, point);
            previous = current;
        }
        return inside;
    }
}
