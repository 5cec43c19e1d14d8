using CityKit.Core;
using CityKit.Core.Geometry;

namespace CityKit.Grids.Maps;

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
}
