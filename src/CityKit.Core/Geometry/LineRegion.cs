namespace CityKit.Core.Geometry;

/// <summary>The surroundings of a line: its pieces by bands of latitude, each as wide as the distance.</summary>
internal sealed class LineRegion : GeoRegion
{
    private readonly GeoPoint[] line;
    private readonly double square;
    private readonly MetreScale scale;
    private readonly (double East, double North) reach;
    private readonly LatitudeBands bands;

    internal LineRegion(IReadOnlyList<GeoPoint> line, double metres) : this([.. line], metres, GeoBox.Around([.. line])) { }

    private LineRegion(GeoPoint[] line, double metres, GeoBox box) : this(line, metres, box, ScaleAround(box, metres)) { }

    private LineRegion(GeoPoint[] line, double metres, GeoBox box, MetreScale scale) : base(box.Widened(scale.Degrees(metres)))
    {
        (this.line, square, this.scale, reach) = (line, metres * metres, scale, scale.Degrees(metres));
        bands = new LatitudeBands(Array.ConvertAll(Enumerable.Range(1, line.Length - 1).ToArray(), Span));
    }

    public override bool Contains(GeoPoint point)
    {
        if (!Bounds.Contains(point)) return false;
        var frame = new LocalFrame(point);
        foreach (var number in bands.In(bands.Of(point.Latitude)))
            if (frame.SquareTo(frame.NearestOn(line[number], line[number + 1])) <= square) return true;
        return false;
    }

    public override bool Meets(GeoPolygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        return Bounds.Overlaps(polygon.Bounds)
            && (Array.Exists(line, polygon.Contains) || polygon.Outer.Any(Contains) || polygon.Holes.Any(hole => hole.Any(Contains))
                || polygon.Edges().Any(IsNear));
    }

    internal override RegionCover CoverOf(in GeoBox box)
    {
        if (!Bounds.Overlaps(box)) return RegionCover.Outside;
        var cover = RegionCover.Outside;
        for (var band = bands.Of(box.South); band <= bands.Of(box.North); band++)
            foreach (var number in bands.In(band))
            {
                if (!Reaches(number, box)) continue;
                if (Bounds.Contains(box) && Holds(number, box)) return RegionCover.Inside;
                cover = RegionCover.Partly;
            }
        return cover;
    }

    // A line's point near the edge: the ends of both are looked at, and whether they cross.
    private bool IsNear(UpwardEdge edge)
    {
        for (var i = 1; i < line.Length; i++)
        {
            if (new UpwardEdge(line[i - 1], line[i]).Touches(edge)) return true;
            if (IsNear(line[i - 1], edge) || IsNear(line[i], edge)) return true;
        }
        return false;
    }

    private bool IsNear(GeoPoint point, UpwardEdge edge)
    {
        var frame = new LocalFrame(point);
        return frame.SquareTo(frame.NearestOn(edge.Lower, edge.Upper)) <= square;
    }

    /// <summary>Whether a piece may be near enough to the box; sure when it is not.</summary>
    private bool Reaches(int number, in GeoBox box)
    {
        var near = box.Widened(reach);
        return new UpwardEdge(line[number], line[number + 1]).Touches(near);
    }

    /// <summary>Whether the whole box is near enough to a piece: its corners are, for the distance to a straight line has no
    /// hills.</summary>
    private bool Holds(int number, in GeoBox box) =>
        Holds(number, box.West, box.South) && Holds(number, box.East, box.South) && Holds(number, box.West, box.North)
            && Holds(number, box.East, box.North);

    private bool Holds(int number, double longitude, double latitude)
    {
        var corner = GeoPoint.FromDegrees(longitude, latitude);
        var near = new LocalFrame(corner).NearestOn(line[number], line[number + 1]);
        return scale.MostSquare(near.Longitude - longitude, near.Latitude - latitude) <= square;
    }

    private (double South, double North) Span(int to)
    {
        var (a, b) = (line[to - 1].Latitude, line[to].Latitude);
        return (Math.Min(a, b) - reach.North, Math.Max(a, b) + reach.North);
    }

    private static MetreScale ScaleAround(GeoBox box, double metres)
    {
        var north = new MetreScale(-90, 90).Degrees(metres).North;
        return new MetreScale(Math.Max(-90, box.South - north), Math.Min(90, box.North + north));
    }
}
