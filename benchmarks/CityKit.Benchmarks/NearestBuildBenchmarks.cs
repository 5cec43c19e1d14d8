using BenchmarkDotNet.Attributes;
using CityKit.Components.Nearest;
using NetTopologySuite.Index.Strtree;

namespace CityKit.Benchmarks;

/// <summary>Building the two indexes over 3.5 million points that lie ready in memory. "Allocated" counts what is thrown away too;
/// <c>ComponentIndex.Bytes</c> is what stays.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 3, invocationCount: 1)]
public class NearestBuildBenchmarks
{
    private ComponentPlace[] places = null!;

    [GlobalSetup]
    public void Setup() => places = Town.Places(Town.Size);

    [Benchmark]
    public ComponentIndex CityKit()
    {
        var index = ComponentIndex.Build(places);
        if (index.Bytes > 40L * index.Count) throw new InvalidOperationException($"{index.Bytes} bytes for {index.Count} components.");
        return index;
    }

    [Benchmark(Baseline = true)]
    public STRtree<TownPoint> StrTree() => Town.Tree(places);
}
