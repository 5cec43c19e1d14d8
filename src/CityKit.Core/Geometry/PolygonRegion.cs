namespace CityKit.Core.Geometry;

/// <summary>Polygons as a region: their edges by bands of latitude, so that a point or a box is held against the few beside it.</summary>
internal sealed class PolygonRegion : GeoRegion
{
    private readonly GeoPolygon[] polygons;
    private readonly UpwardEdge[] edges;
    private readonly int[] polygonOf; // of each edge
    private readonly LatitudeBands bands;

    internal PolygonRegion(IReadOnlyCollection<GeoPolygon> polygons)
        : base(polygons.Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b)))
    {
        this.polygons = [.. polygons];
        edges = [.. this.polygons.SelectMany(polygon => polygon.Edges())];
        polygonOf = [.. this.polygons.SelectMany((polygon, i) => Enumerable.Repeat(i, polygon.EdgeCount))];
        bands = new LatitudeBands(Array.ConvertAll(edges, edge => (edge.Lower.Latitude, edge.Upper.Latitude)));
    }

    public override bool Contains(GeoPoint point)
    {
        if (!Bounds.Contains(point)) return false;
        var (of, inside) = (-1, false);
        foreach (var number in bands.In(bands.Of(point.Latitude)))
        {
            if (polygonOf[number] != of)
            {
                if (inside) return true;
                of = polygonOf[number];
            }
            inside ^= edges[number].IsCrossedFrom(point);
        }
        return inside;
    }

    public override bool Meets(GeoPolygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        return Bounds.Overlaps(polygon.Bounds)
            && (Contains(polygon.Outer[0]) || Array.Exists(polygons, own => polygon.Contains(own.Outer[0]))
                || polygon.Edges().Any(Touches));
    }

    internal override RegionCover CoverOf(in GeoBox box)
    {
        if (!Bounds.Overlaps(box)) return RegionCover.Outside;
        for (var band = bands.Of(box.South); band <= bands.Of(box.North); band++)
            foreach (var number in bands.In(band))
                if (edges[number].Touches(box)) return RegionCover.Partly;
        return Contains(box.SouthWest) ? RegionCover.Inside : RegionCover.Outside;
    }

    private bool Touches(UpwardEdge other)
    {
        for (var band = bands.Of(other.Lower.Latitude); band <= bands.Of(other.Upper.Latitude); band++)
            foreach (var number in bands.In(band))
                if (edges[number].Touches(other)) return true;
        return false;
    }
}
