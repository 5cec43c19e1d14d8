using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Valid;

namespace CityKit.Shared.Rings;

/// <summary>
/// Whether rings say what they cover, by the rules of NetTopologySuite's <see cref="IsValidOp"/>, whose answer it gives; that one compares
/// each hole with every edge of its outer ring, this one asks an index.
/// </summary>
internal static class RingCheck
{
    /// <summary>
    /// The first thing wrong with a polygon or multi-polygon of closed rings that repeat no position in a row; null when nothing is.
    /// </summary>
    internal static TopologyValidationError? FlawOf(Geometry areas)
    {
        var polygons = Enumerable.Range(0, areas.NumGeometries).Select(i => (Polygon)areas.GetGeometryN(i)).ToArray();
        return RingMeetings.FlawOf(polygons, out var pieces) ?? Misplaced(polygons) ?? pieces;
    }

    private static TopologyValidationError? Misplaced(Polygon[] polygons) =>
        FirstOf(polygons, HoleOutside) ?? FirstOf(polygons, HoleInHole) ?? PartInPart(polygons);

    private static TopologyValidationError? FirstOf(Polygon[] polygons, Func<Polygon, TopologyValidationError?> check) =>
        polygons.Select(check).FirstOrDefault(flaw => flaw is not null);

    private static TopologyValidationError? HoleOutside(Polygon polygon)
    {
        if (polygon.NumInteriorRings == 0) return null;
        var outer = new Ground(polygon.Factory.CreatePolygon((LinearRing)polygon.ExteriorRing));
        return Flaw(TopologyValidationErrors.HoleOutsideShell, polygon.InteriorRings.FirstOrDefault(hole => !outer.Holds(hole)));
    }

    private static TopologyValidationError? HoleInHole(Polygon polygon) => polygon.NumInteriorRings < 2 ? null
        : Flaw(TopologyValidationErrors.NestedHoles,
            FirstInside([.. polygon.InteriorRings.Select(hole => polygon.Factory.CreatePolygon((LinearRing)hole))]));

    private static TopologyValidationError? PartInPart(Polygon[] polygons) =>
        polygons.Length < 2 ? null : Flaw(TopologyValidationErrors.NestedShells, FirstInside(polygons));

    private static LineString? FirstInside(Polygon[] polygons)
    {
        var grounds = polygons.Select(polygon => new Ground(polygon)).ToArray();
        var tree = new STRtree<int>();
        for (var i = 0; i < polygons.Length; i++) tree.Insert(polygons[i].EnvelopeInternal, i);
        for (var i = 0; i < polygons.Length; i++)
            if (tree.Query(polygons[i].EnvelopeInternal).Any(other => other != i && grounds[other].Holds(polygons[i].ExteriorRing)))
                return polygons[i].ExteriorRing;
        return null;
    }

    private static TopologyValidationError? Flaw(TopologyValidationErrors kind, LineString? ring) =>
        ring is null ? null : new TopologyValidationError(kind, ring.Coordinate);

    /// <summary>A polygon that rings are held against; the index is built when the first one is.</summary>
    private sealed class Ground(Polygon polygon)
    {
        private readonly Lazy<IndexedPointInAreaLocator> index = new(() => new IndexedPointInAreaLocator(polygon), isThreadSafe: false);

        /// <summary>
        /// Whether a ring that crosses none of the polygon's lies inside: the first of its points off their lines decides.
        /// </summary>
        internal bool Holds(LineString ring)
        {
            if (!polygon.EnvelopeInternal.Covers(ring.EnvelopeInternal)) return false;
            foreach (var point in ring.Coordinates.Concat(Middles(ring)))
                if (index.Value.Locate(point) is var place and not Location.Boundary) return place == Location.Interior;
            return false;
        }

        private static IEnumerable<Coordinate> Middles(LineString ring) =>
            ring.Coordinates.Zip(ring.Coordinates.Skip(1), (a, b) => new Coordinate((a.X + b.X) / 2, (a.Y + b.Y) / 2));
    }
}
