namespace CityKit.Maps.Pictures;

/// <summary>
/// Natural breaks: the classes with the least sum of squares within them, found exactly by dynamic programming (W. D. Fisher, "On grouping
/// for maximum homogeneity", JASA 53, 1958). Of more than <see cref="MostValues"/> counts an even choice is taken.
/// </summary>
internal static class NaturalBreaks
{
    internal const int MostValues = 1_500;

    /// <summary>Where each class ends, itself not in it.</summary>
    internal static List<int> Of(ReadOnlySpan<double> sorted, int classes)
    {
        var chosen = Choice(sorted);
        List<int> ends = [];
        foreach (var end in Ends(chosen, Math.Min(classes, chosen.Length)))
            ends.Add(end == chosen.Length ? sorted.Length : WidestGap(sorted, chosen[end - 1], chosen[end]));
        return ends;
    }

    private static double[] Choice(ReadOnlySpan<double> sorted)
    {
        if (sorted.Length <= MostValues) return sorted.ToArray();
        var chosen = new double[MostValues];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = sorted[(int)((long)i * (sorted.Length - 1) / (MostValues - 1))];
        return chosen;
    }

    private static List<int> Ends(double[] values, int classes)
    {
        var (sums, squares) = Sums(values);
        var cost = new double[values.Length + 1]; // of the first i values in so many classes
        var from = new int[classes + 1, values.Length + 1];
        for (var i = 1; i <= values.Length; i++) cost[i] = Within(0, i);
        for (var c = 2; c <= classes; c++) cost = Next(cost, c);
        List<int> ends = [];
        for (var (c, end) = (classes, values.Length); end > 0; end = from[c--, end]) ends.Insert(0, end);
        return ends;

        double Within(int first, int until)
        {
            var sum = sums[until] - sums[first];
            return squares[until] - squares[first] - sum * sum / (until - first);
        }

        double[] Next(double[] before, int c)
        {
            var next = new double[values.Length + 1];
            for (var i = 1; i <= values.Length; i++) (next[i], from[c, i]) = Best(before, i);
            return next;
        }

        (double Cost, int From) Best(double[] before, int until)
        {
            var best = (Cost: double.PositiveInfinity, From: 0);
            for (var first = 0; first < until; first++)
                if (before[first] + Within(first, until) is var sum && sum < best.Cost) best = (sum, first);
            return best;
        }
    }

    private static (double[] Sums, double[] Squares) Sums(double[] values)
    {
        var (sums, squares) = (new double[values.Length + 1], new double[values.Length + 1]);
        for (var i = 0; i < values.Length; i++)
            (sums[i + 1], squares[i + 1]) = (sums[i] + values[i], squares[i] + values[i] * values[i]);
        return (sums, squares);
    }

    /// <summary>Where the widest gap between two neighbouring counts is, from one count to another.</summary>
    private static int WidestGap(ReadOnlySpan<double> sorted, double from, double to)
    {
        var (widest, at) = (-1.0, 0);
        for (var i = 1; i < sorted.Length && sorted[i - 1] < to; i++)
            if (sorted[i - 1] >= from && sorted[i] - sorted[i - 1] > widest) (widest, at) = (sorted[i] - sorted[i - 1], i);
        return at;
    }
}
