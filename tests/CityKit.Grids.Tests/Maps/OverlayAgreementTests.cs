using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace CityKit.Grids.Tests.Maps;

/// <summary>Held against NetTopologySuite on real polygons; the benchmarks' <c>agree</c> mode does it with a million points.</summary>
public class OverlayAgreementTests
{
    [Fact]
    public void TryLocate_RandomPointsOnRealPolygons_GivesWhatTheOverlayLibraryGives()
    {
        var map = new GridMap(GridMapCheck.Validate(RealMap.Read()).Grids);
        var (tree, factory) = Tree(map);
        var (random, box) = (new Random(20_260_701), RealMap.BoundsOf(map));
        for (var i = 0; i < 50_000; i++)
        {
            var place = RealMap.Somewhere(random, box);
            var point = factory.CreatePoint(new Coordinate(place.Longitude, place.Latitude));
            var hits = tree.Query(point.EnvelopeInternal).Where(item => item.Shape.Intersects(point)).ToList();
            if (hits.Any(item => !item.Shape.Contains(point))) continue; // on a border
            map.TryLocate(place, out var found);
            Assert.True(found is null ? hits.Count == 0 : hits.Any(item => item.Code == found.Code),
                $"{place}: {found?.Code ?? "none"} here, {string.Join(' ', hits.Select(item => item.Code))} there");
        }
    }

    private static (STRtree<(string Code, IPreparedGeometry Shape)> Tree, GeometryFactory Factory) Tree(GridMap map)
    {
        var (tree, factory) = (new STRtree<(string, IPreparedGeometry)>(), new GeometryFactory());
        foreach (var grid in map.Grids)
        {
            var shape = factory.CreateMultiPolygon(
                [.. grid.Polygons.Select(
                polygon => factory.CreatePolygon(Ring(factory, polygon.Outer), [.. polygon.Holes.Select(hole => Ring(factory, hole))]))]);
            tree.Insert(shape.EnvelopeInternal, (grid.Code, PreparedGeometryFactory.Prepare(shape)));
        }
        return (tree, factory);
    }

    private static LinearRing Ring(GeometryFactory factory, IEnumerable<GeoPoint> ring) =>
        factory.CreateLinearRing([.. ring.Append(ring.First()).Select(point => new Coordinate(point.Longitude, point.Latitude))]);
}
