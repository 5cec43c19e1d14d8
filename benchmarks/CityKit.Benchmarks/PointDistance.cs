using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace CityKit.Benchmarks;

/// <summary>The rival's distance between two points of the town, in metres.</summary>
internal sealed class PointDistance : IItemDistance<Envelope, TownPoint>
{
    public double Distance(IBoundable<Envelope, TownPoint> item1, IBoundable<Envelope, TownPoint> item2) =>
        Distance(item1.Item, item2.Item);

    internal double Distance(TownPoint a, TownPoint b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
