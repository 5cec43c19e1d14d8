using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Geometry;

namespace CityKit.Grids.Maps;

/// <summary>The edges of all shapes, one shape after the other, and the box around each shape.</summary>
internal sealed class EdgeTable
{
    private readonly UpwardEdge[] edges;
    private readonly int[] starts; // of each shape in edges, and the end
    private readonly GeoBox[] boxes;

    internal EdgeTable(ImmutableArray<ImmutableArray<GeoPolygon>> shapes)
    {
        boxes = [.. shapes.Select(parts => parts.Select(part => part.Bounds).Aggregate((a, b) => a.Union(b)))];
        starts = new int[shapes.Length + 1];
        for (var shape = 0; shape < shapes.Length; shape++) starts[shape + 1] = starts[shape] + shapes[shape].Sum(CountOf);
        edges = new UpwardEdge[starts[^1]];
        var next = 0;
        foreach (var parts in shapes)
            foreach (var polygon in parts) next = Put(polygon, next);
    }

    internal int Shapes => boxes.Length;

    internal int Count => edges.Length;

    /// <summary>The box around everything.</summary>
    internal GeoBox Bounds => boxes.Length == 0 ? default : boxes.Aggregate((a, b) => a.Union(b));

    internal ReadOnlySpan<UpwardEdge> All => edges;

    internal ReadOnlySpan<GeoBox> Boxes => boxes;

    internal GeoBox BoxOf(int shape) => boxes[shape];

    /// <summary>The number of a shape's first edge; of the shape after the last one, the count of all.</summary>
    internal int StartOf(int shape) => starts[shape];

    internal ReadOnlySpan<UpwardEdge> Of(int shape) => edges.AsSpan(starts[shape]..starts[shape + 1]);

    private static int CountOf(GeoPolygon polygon) => polygon.Outer.Length + polygon.Holes.Sum(hole => hole.Length);

    private int Put(GeoPolygon polygon, int next)
    {
        foreach (var ring in polygon.Holes.Prepend(polygon.Outer))
            for (var i = 0; i < ring.Length; i++) edges[next++] = new UpwardEdge(ring[i], ring[(i + 1) % ring.Length]);
        return next;
    }
}
