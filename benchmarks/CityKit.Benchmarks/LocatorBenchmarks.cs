using BenchmarkDotNet.Attributes;
using CityKit.Core;
using CityKit.Grids.Maps;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace CityKit.Benchmarks;

/// <summary>The polygon a point lies in, among thousands, beside NetTopologySuite's STRtree with prepared polygons.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 2, iterationCount: 5)]
public class LocatorBenchmarks
{
    private const int Questions = 1 << 16;
    private readonly GeometryFactory factory = new();
    private GridMap map = null!;
    private STRtree<(string Code, IPreparedGeometry Shape)> tree = null!;
    private GeoPoint[] places = null!;
    private Coordinate[] coordinates = null!;
    private int next;

    [GlobalSetup]
    public void Setup()
    {
        map = Districts.Map();
        tree = Districts.Tree(map, factory);
        places = [.. Districts.Questions(map, new Random(2)).Take(Questions)];
        coordinates = Array.ConvertAll(places, place => new Coordinate(place.Longitude, place.Latitude));
    }

    [Benchmark]
    public bool CityKitLocate() => map.TryLocate(places[next++ & Questions - 1], out _);

    [Benchmark]
    public bool CityKitNearest() => map.TryFindNearest(places[next++ & Questions - 1], 10_000, out _);

    [Benchmark(Baseline = true)]
    public bool StrTreePrepared()
    {
        var point = factory.CreatePoint(coordinates[next++ & Questions - 1]);
        foreach (var (_, shape) in tree.Query(point.EnvelopeInternal))
            if (shape.Contains(point)) return true;
        return false;
    }
}
