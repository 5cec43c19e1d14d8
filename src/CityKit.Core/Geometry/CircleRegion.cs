namespace CityKit.Core.Geometry;

/// <summary>A circle as a region, by the very metres that points are measured in.</summary>
internal sealed class CircleRegion : GeoRegion
{
    private readonly GeoPoint centre;
    private readonly double metres;
    private readonly MetreScale scale;

    internal CircleRegion(GeoPoint centre, double metres) : this(centre, metres, ScaleAround(centre, metres)) { }

    private CircleRegion(GeoPoint centre, double metres, MetreScale scale) : base(BoundsOf(centre, scale.Degrees(metres))) =>
        (this.centre, this.metres, this.scale) = (centre, metres, scale);

    public override bool Contains(GeoPoint point) => centre.MetresTo(point) <= metres;

    public override bool Meets(GeoPolygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        if (!Bounds.Overlaps(polygon.Bounds)) return false;
        var frame = new LocalFrame(centre);
        return polygon.Contains(centre) || polygon.Edges().Any(edge => Contains(frame.NearestOn(edge.Lower, edge.Upper)));
    }

    internal override RegionCover CoverOf(in GeoBox box)
    {
        if (!Bounds.Overlaps(box)) return RegionCover.Outside;
        var (west, east) = (Math.Abs(centre.Longitude - box.West), Math.Abs(centre.Longitude - box.East));
        var widest = Math.Max(west, east);
        var nearEast = centre.Longitude >= box.West && centre.Longitude <= box.East ? 0
            : Math.Min(Math.Min(west, east), Math.Max(0, 360 - widest));
        var nearNorth = Math.Max(0, Math.Max(box.South - centre.Latitude, centre.Latitude - box.North));
        if (scale.LeastSquare(nearEast, nearNorth) > metres * metres) return RegionCover.Outside;
        var farNorth = Math.Max(Math.Abs(centre.Latitude - box.South), Math.Abs(centre.Latitude - box.North));
        var inside = Bounds.Contains(box) && scale.MostSquare(widest, farNorth) <= metres * metres;
        return inside ? RegionCover.Inside : RegionCover.Partly;
    }

    // Latitudes that the circle reaches, and so the middles of any two of its points with the centre.
    private static MetreScale ScaleAround(GeoPoint centre, double metres)
    {
        var north = new MetreScale(-90, 90).Degrees(metres).North;
        return new MetreScale(Math.Max(-90, centre.Latitude - north), Math.Min(90, centre.Latitude + north));
    }

    private static GeoBox BoundsOf(GeoPoint centre, (double East, double North) reach)
    {
        var (south, north) = (Math.Max(-90, centre.Latitude - reach.North), Math.Min(90, centre.Latitude + reach.North));
        var (west, east) = (centre.Longitude - reach.East, centre.Longitude + reach.East);
        return west < -180 || east > 180 ? new GeoBox(-180, south, 180, north) : new GeoBox(west, south, east, north);
    }
}
