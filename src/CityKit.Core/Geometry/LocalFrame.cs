namespace CityKit.Core.Geometry;

/// <summary>Metres east and north of a place, on the two radii of curvature there: flat, and good for what lies near.</summary>
internal readonly struct LocalFrame
{
    private readonly GeoPoint origin;
    private readonly double eastMetres;  // of a degree of longitude
    private readonly double northMetres; // of a degree of latitude

    internal LocalFrame(GeoPoint origin) =>
        (this.origin, eastMetres, northMetres) = (origin, Wgs84.EastMetres(origin.Latitude), Wgs84.NorthMetres(origin.Latitude));

    /// <summary>The square of the metres to a place.</summary>
    internal double SquareTo(GeoPoint place)
    {
        var (east, north) = Metres(place);
        return east * east + north * north;
    }

    /// <summary>The point of a box that is nearest.</summary>
    internal GeoPoint NearestIn(in GeoBox box) =>
        GeoPoint.FromDegrees(Math.Clamp(origin.Longitude, box.West, box.East), Math.Clamp(origin.Latitude, box.South, box.North));

    /// <summary>The point of a straight line between two places that is nearest.</summary>
    internal GeoPoint NearestOn(GeoPoint from, GeoPoint to)
    {
        var (fromEast, fromNorth) = Metres(from);
        var (toEast, toNorth) = Metres(to);
        var (east, north) = (toEast - fromEast, toNorth - fromNorth);
        var part = -(fromEast * east + fromNorth * north) / (east * east + north * north);
        if (!(part > 0)) return from;
        return part >= 1 ? to : GeoPoint.FromDegrees(Along(from.Longitude, to.Longitude, part), Along(from.Latitude, to.Latitude, part));
    }

    private (double East, double North) Metres(GeoPoint place) =>
        ((place.Longitude - origin.Longitude) * eastMetres, (place.Latitude - origin.Latitude) * northMetres);

    private static double Along(double from, double to, double part) => from + part * (to - from);
}
