using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>
/// A packed tree over the shapes' boxes (sort-tile-recursive, Leutenegger and others, 1997): boxes that are near each other are stored
/// together, eight to a box of the next level.
/// </summary>
internal sealed class BoxTree
{
    private const int Fanout = 8;

    private readonly int[] shapes;      // in the order of the leaves
    private readonly GeoBox[][] levels; // leaves first

    internal BoxTree(ReadOnlySpan<GeoBox> boxes)
    {
        shapes = Order(boxes);
        var leaves = new GeoBox[boxes.Length];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = boxes[shapes[i]];
        List<GeoBox[]> built = [leaves];
        while (built[^1].Length > 1) built.Add([.. built[^1].Chunk(Fanout).Select(chunk => chunk.Aggregate((a, b) => a.Union(b)))]);
        levels = [.. built];
    }

    internal void Search(ref NearestSearch search)
    {
        if (shapes.Length > 0) Visit(levels.Length - 1, 0, ref search);
    }

    /// <summary>Adds the shapes whose boxes share a point with a box, in no promised order.</summary>
    internal void Collect(in GeoBox box, List<int> found)
    {
        if (shapes.Length > 0) Collect(levels.Length - 1, 0, box, found);
    }

    private void Collect(int level, int index, in GeoBox box, List<int> found)
    {
        if (!levels[level][index].Overlaps(box)) return;
        if (level == 0) found.Add(shapes[index]);
        else
            for (var child = index * Fanout; child < Math.Min((index + 1) * Fanout, levels[level - 1].Length); child++)
                Collect(level - 1, child, box, found);
    }

    private void Visit(int level, int index, ref NearestSearch search)
    {
        if (!search.Reaches(levels[level][index])) return;
        if (level == 0)
        {
            search.Measure(shapes[index]);
            return;
        }
        var (from, to) = (index * Fanout, Math.Min((index + 1) * Fanout, levels[level - 1].Length));
        var nearest = NearestOf(level - 1, from, to, search);
        Visit(level - 1, nearest, ref search); // what it finds spares most of the others
        for (var child = from; child < to; child++)
            if (child != nearest) Visit(level - 1, child, ref search);
    }

    private int NearestOf(int level, int from, int to, in NearestSearch search)
    {
        var (nearest, least) = (from, double.PositiveInfinity);
        for (var child = from; child < to; child++)
        {
            var square = search.SquareTo(levels[level][child]);
            if (square < least) (nearest, least) = (child, square);
        }
        return nearest;
    }

    private static int[] Order(ReadOnlySpan<GeoBox> boxes)
    {
        var (columns, rows) = (new double[boxes.Length], new double[boxes.Length]);
        var order = new int[boxes.Length];
        for (var i = 0; i < order.Length; i++)
            (order[i], columns[i], rows[i]) = (i, boxes[i].West + boxes[i].East, boxes[i].South + boxes[i].North);
        var slice = Fanout * (int)Math.Ceiling(Math.Sqrt((double)boxes.Length / Fanout));
        Array.Sort(columns, order);
        for (var from = 0; from < order.Length; from += slice)
        {
            var part = order.AsSpan(from, Math.Min(slice, order.Length - from));
            part.Sort((a, b) => (rows[a], a).CompareTo((rows[b], b)));
        }
        return order;
    }
}
