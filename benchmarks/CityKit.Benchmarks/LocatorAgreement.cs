using NetTopologySuite.Geometries;

namespace CityKit.Benchmarks;

/// <summary>Holds the locator against NetTopologySuite on random points: every answer is one it gives, and there is none where it
/// gives none. Points it finds on a border are left aside.</summary>
internal static class LocatorAgreement
{
    internal static int Run(int points, TextWriter output)
    {
        var (map, factory) = (Districts.Map(), new GeometryFactory());
        var tree = Districts.Tree(map, factory);
        var (wrong, border, none) = (0, 0, 0);
        foreach (var place in Districts.Questions(map, new Random(3)).Take(points))
        {
            var point = factory.CreatePoint(new Coordinate(place.Longitude, place.Latitude));
            var hits = tree.Query(point.EnvelopeInternal).Where(item => item.Shape.Intersects(point)).ToList();
            if (hits.Any(item => !item.Shape.Contains(point)))
            {
                border++;
                continue;
            }
            var found = map.TryLocate(place, out var grid);
            none += found ? 0 : 1;
            if (found ? hits.Exists(item => item.Code == grid!.Code) : hits.Count == 0) continue;
            wrong++;
            output.WriteLine($"{place}: {grid?.Code ?? "none"} here, {string.Join(' ', hits.Select(item => item.Code))} there");
        }
        output.WriteLine($"{points:N0} points, {map.Grids.Length:N0} grids: {wrong} answers differ, {none:N0} points in no grid, {border} on a border left aside");
        return wrong == 0 ? 0 : 1;
    }
}
