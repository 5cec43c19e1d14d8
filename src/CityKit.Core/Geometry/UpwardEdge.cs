namespace CityKit.Core.Geometry;

/// <summary>One edge of a ring with its lower end first, so that both neighbours of a border hold the same one.</summary>
internal readonly struct UpwardEdge
{
    private readonly GeoPoint lower;
    private readonly GeoPoint upper;

    internal UpwardEdge(GeoPoint from, GeoPoint to) => (lower, upper) = from.Latitude <= to.Latitude ? (from, to) : (to, from);

    internal GeoPoint Lower => lower;

    internal GeoPoint Upper => upper;

    /// <summary>An edge that runs exactly east-west is never crossed by a ray to the east.</summary>
    internal bool IsLevel => lower.Latitude == upper.Latitude;

    /// <summary><see cref="BorderRule"/>, with the cheap answers first.</summary>
    internal bool IsCrossedFrom(GeoPoint point)
    {
        if (lower.Latitude > point.Latitude || upper.Latitude <= point.Latitude) return false;
        if (lower.Longitude > point.Longitude && upper.Longitude > point.Longitude) return true;
        if (lower.Longitude < point.Longitude && upper.Longitude < point.Longitude) return false;
        return Orientation.Sign(lower, upper, point) > 0;
    }

    /// <summary>Whether it shares a point with the box, borders included.</summary>
    internal bool Touches(in GeoBox box)
    {
        if (upper.Latitude < box.South || lower.Latitude > box.North) return false;
        if (Math.Max(lower.Longitude, upper.Longitude) < box.West || Math.Min(lower.Longitude, upper.Longitude) > box.East) return false;
        var side = SideOf(box.West, box.South);
        return side == 0 || SideOf(box.West, box.North) != side || SideOf(box.East, box.South) != side
            || SideOf(box.East, box.North) != side;
    }

    /// <summary>Whether it shares a point with another edge, ends included.</summary>
    internal bool Touches(in UpwardEdge other)
    {
        if (upper.Latitude < other.lower.Latitude || lower.Latitude > other.upper.Latitude) return false;
        if (Math.Max(lower.Longitude, upper.Longitude) < Math.Min(other.lower.Longitude, other.upper.Longitude)
            || Math.Min(lower.Longitude, upper.Longitude) > Math.Max(other.lower.Longitude, other.upper.Longitude)) return false;
        return Orientation.Sign(lower, upper, other.lower) * Orientation.Sign(lower, upper, other.upper) <= 0
            && Orientation.Sign(other.lower, other.upper, lower) * Orientation.Sign(other.lower, other.upper, upper) <= 0;
    }

    private int SideOf(double longitude, double latitude) => Orientation.Sign(lower, upper, GeoPoint.FromDegrees(longitude, latitude));
}
