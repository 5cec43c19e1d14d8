namespace CityKit.Samples.Compound.Driving;

/// <summary>How a driver runs its children.</summary>
/// <param name="Recorded">True when the edge reads a recording that it can rewind after a kill; false for the simulated chip, where what
/// nobody saw is gone.</param>
/// <param name="PostgreSql">The connection string of the database that the hub keeps everything in; null for a file in the data
/// folder.</param>
/// <param name="InMemory">True when the hub keeps everything in memory, and may not be killed.</param>
/// <param name="Port">The port that the hub listens on; 0 for any that is free.</param>
/// <param name="Desk">True when the hub's process shows the duty desk.</param>
internal sealed record DriverOptions(bool Recorded = false, string? PostgreSql = null, bool InMemory = false, int Port = 0,
    bool Desk = false)
{
    /// <summary>What the hub's process learns of it.</summary>
    public IEnumerable<string> HubArguments => [.. StoreArguments, .. Desk ? ["--desk"] : Array.Empty<string>()];

    private string[] StoreArguments => PostgreSql is { } connection ? ["--postgresql", connection] : InMemory ? ["--in-memory"] : [];
}
