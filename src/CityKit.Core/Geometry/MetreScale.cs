namespace CityKit.Core.Geometry;

/// <summary>The least and the most metres of a degree between two latitudes: what bounds distances from below and above.</summary>
internal readonly struct MetreScale
{
    private const double Slack = 1e-9; // more than the rounding of a distance

    private readonly double leastEast;
    private readonly double mostEast;
    private readonly double leastNorth;
    private readonly double mostNorth;

    internal MetreScale(double south, double north)
    {
        var farthest = Math.Max(Math.Abs(south), Math.Abs(north)); // from the equator
        var nearest = south <= 0 && north >= 0 ? 0 : Math.Min(Math.Abs(south), Math.Abs(north));
        (leastEast, mostEast) = (Math.Max(0, Wgs84.EastMetres(farthest)) * (1 - Slack), Wgs84.EastMetres(nearest) * (1 + Slack));
        (leastNorth, mostNorth) = (Wgs84.NorthMetres(nearest) * (1 - Slack), Wgs84.NorthMetres(farthest) * (1 + Slack));
    }

    /// <summary>The square of the metres that so many degrees are at least.</summary>
    internal double LeastSquare(double east, double north) => Square(east * leastEast, north * leastNorth);

    /// <summary>The square of the metres that so many degrees are at most.</summary>
    internal double MostSquare(double east, double north) => Square(east * mostEast, north * mostNorth);

    /// <summary>At most so many metres wide and high is a box of these degrees around what is so near.</summary>
    internal (double East, double North) Degrees(double metres) =>
        (leastEast > 0 ? Math.Min(360, metres / leastEast) : 360, metres / leastNorth);

    private static double Square(double x, double y) => x * x + y * y;
}
