using CityKit.Core;

namespace CityKit.Maps.Shapes;

/// <summary>A straight line on the ground, in metres on a plane around its beginning: good to a part in a hundred, enough for
/// pictures.</summary>
internal readonly struct GroundLine
{
    internal const double MetresOfDegree = 111_195; // of a sphere of 6,371 km

    private readonly GeoPoint from;
    private readonly double eastMetres;
    private readonly (double X, double Y) along;

    internal GroundLine(GeoPoint from, GeoPoint to)
    {
        this.from = from;
        eastMetres = MetresOfDegree * Math.Cos(from.Latitude * (Math.PI / 180));
        along = At(to);
    }

    internal double SquaredMetresTo(GeoPoint point)
    {
        var (x, y) = At(point);
        var length = along.X * along.X + along.Y * along.Y;
        var part = length > 0 ? Math.Clamp((x * along.X + y * along.Y) / length, 0, 1) : 0;
        var (dx, dy) = (x - part * along.X, y - part * along.Y);
        return dx * dx + dy * dy;
    }

    private (double X, double Y) At(GeoPoint point) =>
        ((point.Longitude - from.Longitude) * eastMetres, (point.Latitude - from.Latitude) * MetresOfDegree);
}
