namespace CityKit.Benchmarks.Falls;

/// <summary>What came of all falls from one floor.</summary>
internal sealed class FloorResult(int floor)
{
    private readonly List<double> bounds = [];

    internal int Floor => floor;

    internal double Drop => (floor - 1) * Bench.FloorMetres + 1 - Bench.UpperBeamMetres;

    internal int Falls { get; private set; }

    internal int Detected => bounds.Count;

    internal int Covered { get; private set; }

    internal void Add(Output output, double drop)
    {
        Falls++;
        if (output.Detections.Count == 0) return;
        var bound = output.Detections[0].LeastDrop / 1e3;
        bounds.Add(bound);
        if (bound <= drop) Covered++;
    }

    /// <summary>The bound below which a share of the bounds lie, in metres.</summary>
    internal double Bound(double share)
    {
        bounds.Sort();
        return bounds.Count == 0 ? 0 : bounds[(int)(share * (bounds.Count - 1))];
    }
}
