using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>All edges of one shape, sorted into slabs of latitude: a question looks only at the edges of its own slab.</summary>
internal sealed class ShapeEdges
{
    private const int EdgesPerSlab = 4;

    private readonly UpwardEdge[] edges;
    private readonly int[] starts; // of each slab in edges, and the end
    private readonly int slabs;
    private readonly double scale;

    internal ShapeEdges(IReadOnlyList<GeoPolygon> polygons)
    {
        Bounds = polygons.Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));
        All = [.. polygons.SelectMany(EdgesOf)];
        slabs = Math.Max(1, All.Length / EdgesPerSlab);
        var height = Bounds.North - Bounds.South;
        scale = height > 0 ? slabs / height : 0;
        starts = StartOfSlabs();
        edges = Distribute();
    }

    internal GeoBox Bounds { get; }

    /// <summary>Every edge once, level ones too.</summary>
    internal UpwardEdge[] All { get; }

    internal bool Contains(GeoPoint point)
    {
        if (!Bounds.Contains(point)) return false;
        var slab = SlabOf(point.Latitude);
        var inside = false;
        foreach (ref readonly var edge in edges.AsSpan(starts[slab]..starts[slab + 1])) inside ^= edge.IsCrossedFrom(point);
        return inside;
    }

    // Monotone, so an edge's slabs hold every latitude between its ends, whatever the rounding.
    private int SlabOf(double latitude) => Math.Min((int)((latitude - Bounds.South) * scale), slabs - 1);

    private int[] StartOfSlabs()
    {
        var result = new int[slabs + 1];
        foreach (var edge in All)
        {
            if (edge.IsLevel) continue;
            var to = SlabOf(edge.Upper.Latitude);
            for (var slab = SlabOf(edge.Lower.Latitude); slab <= to; slab++) result[slab + 1]++;
        }
        for (var slab = 1; slab <= slabs; slab++) result[slab] += result[slab - 1];
        return result;
    }

    private UpwardEdge[] Distribute()
    {
        var result = new UpwardEdge[starts[^1]];
        var next = starts.ToArray();
        foreach (var edge in All)
        {
            if (edge.IsLevel) continue;
            var to = SlabOf(edge.Upper.Latitude);
            for (var slab = SlabOf(edge.Lower.Latitude); slab <= to; slab++) result[next[slab]++] = edge;
        }
        return result;
    }

    private static IEnumerable<UpwardEdge> EdgesOf(GeoPolygon polygon)
    {
        foreach (var ring in polygon.Holes.Prepend(polygon.Outer))
            for (var i = 0; i < ring.Length; i++) yield return new UpwardEdge(ring[i], ring[(i + 1) % ring.Length]);
    }
}
