namespace CityKit.Tests.Shared;

/// <summary>What a piece of code allocates.</summary>
internal static class Allocation
{
    /// <summary>
    /// Bytes on this thread: the least of three runs after one to warm up. What the code allocates is in every run; on a busy machine the
    /// runtime was seen to add 24 bytes of
    /// its own to one of them.
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
