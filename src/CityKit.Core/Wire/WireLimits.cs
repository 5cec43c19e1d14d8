namespace CityKit.Core.Wire;

/// <summary>What is accepted from outside: sizes in bytes, counts, depth. One set for reading and writing.</summary>
public sealed record WireLimits
{
    /// <summary>The limits CityKit ships with.</summary>
    public static WireLimits Default { get; } = new();

    /// <summary>The largest batch, in bytes, without its envelope; 1 MiB.</summary>
    public int BatchBytes { get; init; } = 1 << 20;

    /// <summary>The most events in one batch; 4,096.</summary>
    public int BatchEvents { get; init; } = 4096;

    /// <summary>The largest event, in bytes; 8 KiB.</summary>
    public int EventBytes { get; init; } = 8 << 10;

    /// <summary>How deep arrays and maps may nest; 8.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>The most boots a batch header may map; 64.</summary>
    public int Boots { get; init; } = 64;
}
