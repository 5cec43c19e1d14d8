namespace CityKit.Edge.Outbox;

/// <summary>How much of what the hub answered for a lane keeps.</summary>
/// <param name="Rows">The most rows.</param>
/// <param name="Bytes">The most bytes, housekeeping counted.</param>
internal readonly record struct TailLimit(long Rows, long Bytes)
{
    private const int PartOfCap = 16; // both tails together leave seven eighths of the cap to what waits

    /// <summary>By a quarter: rows that go together leave whole pages, which cost the disk less than one row at a time.</summary>
    internal bool IsPassedBy((long Rows, long Bytes) tail) => tail.Rows > Rows + Rows / 4 || tail.Bytes > Bytes + Bytes / 4;

    internal static TailLimit Of(OutboxOptions options) => new(options.TailEvents, options.CapBytes / PartOfCap);
}
