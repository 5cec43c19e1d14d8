using BenchmarkDotNet.Attributes;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Core;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace CityKit.Benchmarks;

/// <summary>The nearest of 3.5 million components, beside NetTopologySuite's STRtree over the same points (in metres, so that it
/// need not convert).</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 2, iterationCount: 5)]
public class NearestBenchmarks
{
    private const double Distortion = 0.02;
    private readonly NearbyComponent[] one = new NearbyComponent[1];
    private readonly NearbyComponent[] ten = new NearbyComponent[10];
    private readonly PointDistance distance = new();
    private ComponentIndex index = null!;
    private STRtree<TownPoint> tree = null!;
    private GeoPoint[] questions = null!;
    private TownPoint[] projected = null!;
    private int next;

    /// <summary>How many different questions are asked in turn, a power of two: a thousand stay in the processor's cache, the many
    /// do not.</summary>
    [Params(1_024, 65_536)]
    public int Questions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var places = Town.Places(Town.Size);
        index = ComponentIndex.Build(places);
        tree = Town.Tree(places);
        questions = Town.Questions(places, Questions);
        projected = Array.ConvertAll(questions, Town.Project);
        Compare();
    }

    [Benchmark]
    public double CityKitOne()
    {
        index.Nearest(questions[next++ & Questions - 1], one);
        return one[0].Metres;
    }

    [Benchmark]
    public double CityKitTen()
    {
        index.Nearest(questions[next++ & Questions - 1], ten);
        return ten[9].Metres;
    }

    [Benchmark]
    public TownPoint StrTreeOne()
    {
        var from = projected[next++ & Questions - 1];
        return tree.NearestNeighbour(from.Envelope, from, distance);
    }

    [Benchmark]
    public TownPoint StrTreeTen()
    {
        var from = projected[next++ & Questions - 1];
        return tree.NearestNeighbour(from.Envelope, from, distance, 10)[9];
    }

    // Both must find the same before they are timed. The rival's metres are those of one latitude, and the town is a degree high.
    private void Compare()
    {
        for (var i = 0; i < Math.Min(Questions, 1_024); i++)
        {
            var there = distance.Distance(tree.NearestNeighbour(projected[i].Envelope, projected[i], distance), projected[i]);
            index.Nearest(questions[i], one);
            if (Math.Abs(there - one[0].Metres) > 1 + one[0].Metres * Distortion)
                throw new InvalidOperationException($"Question {i}: {one[0].Metres} m here, {there} m there.");
        }
    }
}
