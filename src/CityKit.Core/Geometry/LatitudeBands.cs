namespace CityKit.Core.Geometry;

/// <summary>Things sorted by the bands of latitude they lie in, so that a question looks only at those of its own band.</summary>
internal sealed class LatitudeBands
{
    private const int MostBands = 1 << 16;
    private const int MostEntriesEach = 8; // of a thing, on average: long things make fewer bands

    private readonly double south;
    private readonly double bandsPerDegree;
    private readonly int[] starts; // of each band in numbers, and the end
    private readonly int[] numbers;

    /// <param name="spans">From where to where each thing reaches, in degrees of latitude.</param>
    internal LatitudeBands(ReadOnlySpan<(double South, double North)> spans)
    {
        var north = double.MinValue;
        south = double.MaxValue;
        foreach (var span in spans) (south, north) = (Math.Min(south, span.South), Math.Max(north, span.North));
        var bands = Math.Clamp(spans.Length, 1, MostBands);
        while (bands > 1 && EntriesOf(spans, PerDegree(bands, north - south), bands) > (long)MostEntriesEach * spans.Length) bands /= 2;
        bandsPerDegree = PerDegree(bands, north - south);
        starts = new int[bands + 1];
        numbers = new int[EntriesOf(spans, bandsPerDegree, bands)];
        Fill(spans);
    }

    /// <summary>The band of a latitude; the first or last one for what lies outside.</summary>
    internal int Of(double latitude) => Bounded((latitude - south) * bandsPerDegree, starts.Length - 1);

    /// <summary>The things of a band, in their own order.</summary>
    internal ReadOnlySpan<int> In(int band) => numbers.AsSpan(starts[band]..starts[band + 1]);

    private void Fill(ReadOnlySpan<(double South, double North)> spans)
    {
        foreach (var span in spans)
            for (var band = Of(span.South); band <= Of(span.North); band++) starts[band + 1]++;
        for (var band = 1; band < starts.Length; band++) starts[band] += starts[band - 1];
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        for (var i = 0; i < spans.Length; i++)
            for (var band = Of(spans[i].South); band <= Of(spans[i].North); band++) numbers[next[band]++] = i;
    }

    private long EntriesOf(ReadOnlySpan<(double South, double North)> spans, double perDegree, int bands)
    {
        var entries = 0L;
        foreach (var (from, to) in spans)
            entries += Bounded((to - south) * perDegree, bands) - Bounded((from - south) * perDegree, bands) + 1;
        return entries;
    }

    private static double PerDegree(int bands, double height) => height > 0 ? bands / height : 0;

    private static int Bounded(double band, int count) => band > 0 ? (int)Math.Min(band, count - 1) : 0;
}
