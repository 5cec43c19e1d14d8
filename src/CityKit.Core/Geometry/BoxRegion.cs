namespace CityKit.Core.Geometry;

/// <summary>A box as a region.</summary>
internal sealed class BoxRegion(GeoBox box) : GeoRegion(box)
{
    public override bool Contains(GeoPoint point) => Bounds.Contains(point);

    public override bool Meets(GeoPolygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        return Bounds.Overlaps(polygon.Bounds)
            && (polygon.Contains(GeoPoint.FromDegrees(Bounds.West, Bounds.South)) || polygon.Edges().Any(edge => edge.Touches(Bounds)));
    }

    internal override RegionCover CoverOf(in GeoBox box)
    {
        if (!Bounds.Overlaps(box)) return RegionCover.Outside;
        return Bounds.Contains(box) ? RegionCover.Inside : RegionCover.Partly;
    }
}
