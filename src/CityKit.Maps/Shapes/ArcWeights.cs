using CityKit.Core;

namespace CityKit.Maps.Shapes;

/// <summary>How much each point of a piece of border matters, in metres (D. Douglas and T. Peucker 1973).</summary>
internal sealed class ArcWeights(IReadOnlyList<GeoPoint> points)
{
    private readonly Stack<(int First, int Last, double Most)> open = [];

    /// <summary>A point weighs no more than the one that cuts the piece it is in, so that what a tolerance keeps a smaller one keeps
    /// too.</summary>
    internal double[] Of(int[] arc)
    {
        var weights = new double[arc.Length];
        weights[0] = weights[^1] = double.PositiveInfinity;
        open.Push((0, arc.Length - 1, double.PositiveInfinity));
        while (open.TryPop(out var part)) Cut(arc, weights, part.First, part.Last, part.Most);
        return weights;
    }

    private void Cut(int[] arc, double[] weights, int first, int last, double most)
    {
        if (last - first < 2) return;
        var line = new GroundLine(points[arc[first]], points[arc[last]]);
        var (at, farthest) = (first + 1, -1.0);
        for (var i = first + 1; i < last; i++)
            if (line.SquaredMetresTo(points[arc[i]]) is var distance && distance > farthest) (at, farthest) = (i, distance);
        weights[at] = Math.Min(most, Math.Sqrt(farthest));
        open.Push((first, at, weights[at]));
        open.Push((at, last, weights[at]));
    }
}
