using CityKit.Core;
using CityKit.Core.Geometry;

namespace CityKit.Grids.Maps;

/// <summary>The nearest border so far, in a frame of metres around the point asked about.</summary>
internal struct NearestSearch
{
    private readonly EdgeTable table;
    private readonly GeoPoint point;
    private readonly double eastMetres;  // of a degree of longitude
    private readonly double northMetres; // of a degree of latitude
    private double square;

    internal NearestSearch(EdgeTable table, GeoPoint point, double withinMetres)
    {
        (this.table, this.point, Shape, square) = (table, point, -1, withinMetres * withinMetres);
        (eastMetres, northMetres) = (Wgs84.EastMetres(point.Latitude), Wgs84.NorthMetres(point.Latitude));
    }

    /// <summary>The nearest shape, or -1.</summary>
    internal int Shape { get; private set; }

    /// <summary>The nearest point of its border.</summary>
    internal GeoPoint Border { get; private set; }

    /// <summary>Whether a box may hold something as near as what was found.</summary>
    internal readonly bool Reaches(GeoBox box) => SquareTo(box) <= square;

    /// <summary>The square of the distance to a box in metres; 0 inside it.</summary>
    internal readonly double SquareTo(GeoBox box)
    {
        var east = Math.Max(0, Math.Max(box.West - point.Longitude, point.Longitude - box.East)) * eastMetres;
        var north = Math.Max(0, Math.Max(box.South - point.Latitude, point.Latitude - box.North)) * northMetres;
        return east * east + north * north;
    }

    internal void Measure(int shape)
    {
        foreach (ref readonly var edge in table.Of(shape))
        {
            var near = NearestOn(edge);
            var (east, north) = Metres(near);
            var found = east * east + north * north;
            if (found > square || found == square && Shape >= 0 && Shape <= shape) continue;
            (square, Shape, Border) = (found, shape, near);
        }
    }

    private readonly (double East, double North) Metres(GeoPoint place) => ((place.Longitude - point.Longitude) * eastMetres, (place.Latitude - point.Latitude) * northMetres);

    private readonly GeoPoint NearestOn(in UpwardEdge edge)
    {
        var (fromEast, fromNorth) = Metres(edge.Lower);
        var (toEast, toNorth) = Metres(edge.Upper);
        var (east, north) = (toEast - fromEast, toNorth - fromNorth);
        var part = -(fromEast * east + fromNorth * north) / (east * east + north * north);
        if (!(part > 0)) return edge.Lower;
        return part >= 1 ? edge.Upper : GeoPoint.FromDegrees(Along(edge.Lower.Longitude, edge.Upper.Longitude, part), Along(edge.Lower.Latitude, edge.Upper.Latitude, part));
    }

    private static double Along(double from, double to, double part) => from + part * (to - from);
}
