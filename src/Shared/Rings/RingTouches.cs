using NetTopologySuite.Geometries;

namespace CityKit.Shared.Rings;

/// <summary>
/// Rings and the points in which they touch, joined into sets: a touch of two that are already joined, elsewhere, closes a loop, which cuts
/// the ground between them off.
/// </summary>
internal sealed class RingTouches
{
    private readonly Dictionary<object, object> parents = [];
    private readonly HashSet<(object Ring, Touch Point)> known = [];

    /// <summary>A point of the first loop; null while there is none.</summary>
    internal Coordinate? Loop { get; private set; }

    /// <summary>Takes two rings of one polygon that touch in a point.</summary>
    internal void Add(object polygon, object first, object second, Coordinate where)
    {
        var point = new Touch(polygon, where.X, where.Y);
        Join(first, point, where);
        Join(second, point, where);
    }

    private void Join(object ring, Touch point, Coordinate where)
    {
        if (!known.Add((ring, point))) return;
        var (a, b) = (RootOf(ring), RootOf(point));
        if (a.Equals(b)) Loop ??= where.Copy();
        else parents[a] = b;
    }

    private object RootOf(object item)
    {
        while (parents.TryGetValue(item, out var parent))
        {
            if (parents.TryGetValue(parent, out var above)) parents[item] = above; // halves the way
            item = parent;
        }
        return item;
    }

    private readonly record struct Touch(object Polygon, double X, double Y);
}
