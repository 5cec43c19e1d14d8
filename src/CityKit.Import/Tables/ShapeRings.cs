using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Tables;

/// <summary>Makes polygons of a shape's rings: in a .shp file outer rings run clockwise, holes the other way, in any order.</summary>
internal static class ShapeRings
{
    /// <summary>
    /// A polygon or multi-polygon. A hole goes to the smallest outer ring around it; one in none goes to the first, so that the check of
    /// rings names it.
    /// </summary>
    internal static Geometry Assemble(List<LinearRing> rings)
    {
        var factory = rings[0].Factory;
        var outers = rings.Where(ring => !ring.IsCCW).ToList();
        if (outers.Count == 0) outers = rings; // a writer that did not know the rule
        var holes = rings.Except(outers).ToLookup(Homes(outers));
        Polygon[] polygons =
            [.. outers.Select(outer =>
                factory.CreatePolygon(Turned(outer, isOuter: true), [.. holes[outer].Select(hole => Turned(hole, isOuter: false))]))];
        return polygons.Length == 1 ? polygons[0] : factory.CreateMultiPolygon(polygons);
    }

    // As all other formats have it: outer rings run counterclockwise (RFC 7946), so that the same map is the same from any file.
    private static LinearRing Turned(LinearRing ring, bool isOuter) => ring.IsCCW == isOuter ? ring : (LinearRing)ring.Reverse();

    private static Func<LinearRing, LinearRing> Homes(List<LinearRing> outers)
    {
        if (outers.Count == 1) return _ => outers[0];
        var grounds = outers.OrderBy(outer => outer.EnvelopeInternal.Area)
            .Select(outer => (Outer: outer,
                Index: new Lazy<IndexedPointInAreaLocator>(() => new(outer.Factory.CreatePolygon(outer))))).ToArray();
        return hole => Array.Find(grounds, ground => IsAround(ground.Outer, hole) && IsInside(hole, ground.Index.Value)).Outer ?? outers[0];
    }

    private static bool IsAround(LinearRing outer, LinearRing hole) => outer.EnvelopeInternal.Covers(hole.EnvelopeInternal);

    private static bool IsInside(LinearRing hole, IndexedPointInAreaLocator ground) =>
        hole.Coordinates.Select(corner => ground.Locate(corner)).FirstOrDefault(place => place != Location.Boundary,
            Location.Interior) == Location.Interior;
}
