namespace CityKit.Benchmarks;

/// <summary>What a careful programmer would write for one meter and one rule: a ring of the last day's minutes and a running sum.</summary>
internal sealed class HandWrittenWindow(long overNanoseconds, long limit)
{
    private readonly (long End, long Span, long Value)[] ring = new (long, long, long)[2048];
    private int head;
    private int count;
    private long sum;
    private long covered;

    /// <summary>Whether the window that ends with this reading is covered for 95 % and below the limit.</summary>
    internal bool IsLow(long end, long span, long value)
    {
        ring[(head + count++) & 2047] = (end, span, value);
        sum += value;
        covered += span;
        while (ring[head].End <= end - overNanoseconds)
        {
            sum -= ring[head].Value;
            covered -= ring[head].Span;
            head = (head + 1) & 2047;
            count--;
        }
        return covered >= overNanoseconds / 1000 * 950 && sum < limit;
    }
}
