using CityKit.Shared.Rings;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;

namespace CityKit.Import.Maps;

/// <summary>Takes polygons whose rings are each valid and have no common ground, but share edges, for what they cover together.</summary>
internal static class SharedEdges
{
    // A square centimetre, in square degrees: what rounding leaves along a border.
    private const double Sliver = 1e-14;

    /// <summary>The dissolved shape; null when rings cross or cover the same ground, or the flaw is another one.</summary>
    internal static Geometry? Dissolve(Geometry shape, TopologyValidationError flaw)
    {
        if (flaw.ErrorType != TopologyValidationErrors.SelfIntersection) return null; // what edges that run along each other are called
        if (shape is Polygon polygon) return WithoutHoles(polygon);
        List<Geometry> parts = [];
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            var part = shape.GetGeometryN(i);
            if ((IsRight(part) ? part : WithoutHoles((Polygon)part)) is not { } whole) return null;
            parts.Add(whole);
        }
        return Joined(parts);
    }

    private static Geometry? WithoutHoles(Polygon polygon)
    {
        if (polygon.NumInteriorRings == 0) return null;
        var outer = GridShape.Factory.CreatePolygon((LinearRing)polygon.ExteriorRing);
        Geometry[] holes = [.. polygon.InteriorRings.Select(ring => GridShape.Factory.CreatePolygon((LinearRing)ring))];
        if (!Array.TrueForAll(holes, IsRight) || Joined(holes) is not { } cut || !IsRight(outer)) return null;
        var left = OverlayNGRobust.Overlay(outer, cut, SpatialFunction.Difference);
        return Math.Abs(left.Area + cut.Area - outer.Area) <= Sliver ? left : null; // holes inside
    }

    private static bool IsRight(Geometry shape) => RingCheck.FlawOf(shape) is null;

    private static Geometry? Joined(IReadOnlyCollection<Geometry> parts)
    {
        var joined = parts.Count == 0 ? GridShape.Factory.CreatePolygon() : OverlayNGRobust.Union(parts);
        return Math.Abs(joined.Area - parts.Sum(part => part.Area)) <= Sliver ? joined : null;
    }
}
