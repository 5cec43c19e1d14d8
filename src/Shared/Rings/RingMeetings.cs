using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Noding;
using NetTopologySuite.Operation.Valid;

namespace CityKit.Shared.Rings;

/// <summary>Finds where rings cross, run along each other or touch, through the library's index of chains of edges.</summary>
internal sealed class RingMeetings : ISegmentIntersector
{
    private readonly LineIntersector edges = new RobustLineIntersector();
    private readonly RingTouches touches = new();
    private TopologyValidationError? flaw;

    /// <inheritdoc/>
    public bool IsDone => flaw is not null;

    /// <summary>The first crossing; null when there is none.</summary>
    /// <param name="polygons">The polygons.</param>
    /// <param name="pieces">Where touching rings cut a polygon into pieces; null when none do.</param>
    internal static TopologyValidationError? FlawOf(IReadOnlyList<Polygon> polygons, out TopologyValidationError? pieces)
    {
        var meetings = new RingMeetings();
        List<ISegmentString> rings = [];
        foreach (var polygon in polygons)
            foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
                rings.Add(new BasicSegmentString(ring.Coordinates, polygon));
        new MCIndexNoder(meetings).ComputeNodes(rings);
        pieces = meetings.touches.Loop is { } loop
            ? new TopologyValidationError(TopologyValidationErrors.DisconnectedInteriors, loop)
            : null;
        return meetings.flaw;
    }

    /// <inheritdoc/>
    public void ProcessIntersections(ISegmentString e0, int segIndex0, ISegmentString e1, int segIndex1)
    {
        if (flaw is not null || (e0 == e1 && segIndex0 == segIndex1)) return;
        var (a, b) = (new Edge(e0, segIndex0), new Edge(e1, segIndex1));
        edges.ComputeIntersection(a.From, a.To, b.From, b.To);
        if (edges.HasIntersection) Judge(a, b, edges.GetIntersection(0));
    }

    private void Judge(Edge a, Edge b, Coordinate where)
    {
        if (edges.IsProper || edges.IntersectionNum >= 2) Found(TopologyValidationErrors.SelfIntersection, where);
        else if (a.Ring != b.Ring) JudgeVertex(a, b, where);
        else if (!a.IsBeside(b)) Found(TopologyValidationErrors.RingSelfIntersection, where);
    }

    // An edge's end is the next one's start, where it is judged.
    private void JudgeVertex(Edge a, Edge b, Coordinate where)
    {
        if (where.Equals2D(a.To) || where.Equals2D(b.To)) return;
        if (Crosses(where, a.Into(where), a.To, b.Into(where), b.To)) Found(TopologyValidationErrors.SelfIntersection, where);
        else if (a.Ring.Context == b.Ring.Context) touches.Add(a.Ring.Context, a.Ring, b.Ring, where);
    }

    private void Found(TopologyValidationErrors kind, Coordinate where) => flaw = new TopologyValidationError(kind, where.Copy());

    // Two ways through one point cross when exactly one end of the second lies between the ends of the first, going round.
    private static bool Crosses(Coordinate point, Coordinate a, Coordinate b, Coordinate c, Coordinate d) =>
        IsBetween(point, a, b, c) is { } first && IsBetween(point, a, b, d) is { } second && first != second;

    // Whether the ray to c lies in the turn from a left round to b; null on one of the two.
    private static bool? IsBetween(Coordinate point, Coordinate a, Coordinate b, Coordinate c)
    {
        if (IsSameWay(point, a, c) || IsSameWay(point, b, c)) return null;
        var (leftOfA, rightOfB) = (IsLeft(point, a, c), IsLeft(point, c, b));
        return IsLeft(point, a, b) ? leftOfA && rightOfB : leftOfA || rightOfB;
    }

    private static bool IsLeft(Coordinate point, Coordinate towards, Coordinate other) =>
        Orientation.Index(point, towards, other) == OrientationIndex.Left;

    private static bool IsSameWay(Coordinate point, Coordinate a, Coordinate c) =>
        Orientation.Index(point, a, c) == OrientationIndex.Collinear
        && (a.X > point.X == c.X > point.X) && (a.X < point.X == c.X < point.X) && (a.Y > point.Y == c.Y > point.Y);

    private readonly record struct Edge(ISegmentString Ring, int Index)
    {
        internal Coordinate From => Ring.Coordinates[Index];

        internal Coordinate To => Ring.Coordinates[Index + 1];

        /// <summary>Where a ring that leaves a point along this edge came from.</summary>
        internal Coordinate Into(Coordinate point) =>
            point.Equals2D(From) ? Ring.Coordinates[(Index == 0 ? Ring.Count - 1 : Index) - 1] : From;

        internal bool IsBeside(Edge other) => Math.Abs(Index - other.Index) is var apart && (apart <= 1 || apart >= Ring.Count - 2);
    }
}
