namespace CityKit.Edge.Bundles;

/// <summary>What asking for a newer bundle gave.</summary>
/// <param name="Envelope">The signed bundle, not checked yet; null when there is none.</param>
/// <param name="Trouble">Why there was no answer, for logs; null when there was.</param>
public sealed record BundleFetch(ReadOnlyMemory<byte>? Envelope, string? Trouble)
{
    /// <summary>The hub has none that is newer.</summary>
    public static BundleFetch NoneNewer { get; } = new(null, null);
}
