namespace CityKit.Tests.Shared;

/// <summary>What a piece of code allocates.</summary>
internal static class Allocation
{
    /// <summary>
    /// Bytes on this thread: the least of three runs after one to warm up, as a collection that another thread causes meanwhile adds to one run the 24 bytes with which the
    /// collector fills a gap.
    /// </summary>
    internal static long Of(Action code)
    {
        code();
        return Enumerable.Range(0, 3).Min(_ => OfOneRun(code));
    }

    private static long OfOneRun(Action code)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        code();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
