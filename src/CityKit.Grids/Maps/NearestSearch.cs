using CityKit.Core;
using CityKit.Core.Geometry;

namespace CityKit.Grids.Maps;

/// <summary>The nearest border so far, in a frame of metres around the point asked about.</summary>
internal struct NearestSearch
{
    private readonly EdgeTable table;
    private readonly LocalFrame frame;
    private double square;

    internal NearestSearch(EdgeTable table, GeoPoint point, double withinMetres)
    {
        (this.table, Shape, square) = (table, -1, withinMetres * withinMetres);
        frame = new LocalFrame(point);
    }

    /// <summary>The nearest shape, or -1.</summary>
    internal int Shape { get; private set; }

    /// <summary>The nearest point of its border.</summary>
    internal GeoPoint Border { get; private set; }

    /// <summary>Whether a box may hold something as near as what was found.</summary>
    internal readonly bool Reaches(GeoBox box) => SquareTo(box) <= square;

    /// <summary>The square of the distance to a box in metres; 0 inside it.</summary>
    internal readonly double SquareTo(GeoBox box) => frame.SquareTo(frame.NearestIn(box));

    internal void Measure(int shape)
    {
        foreach (ref readonly var edge in table.Of(shape))
        {
            var near = frame.NearestOn(edge.Lower, edge.Upper);
            var found = frame.SquareTo(near);
            if (found > square || found == square && Shape >= 0 && Shape <= shape) continue;
            (square, Shape, Border) = (found, shape, near);
        }
    }
}
