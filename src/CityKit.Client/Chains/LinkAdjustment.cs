using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>A pause (挂账) or an extension (延期) of a limit.</summary>
/// <param name="From">When it began.</param>
public sealed record LinkAdjustment(Instant From)
{
    /// <summary>When the pause ended; null while it lasts.</summary>
    public Instant? To { get; init; }

    /// <summary>What was added; null for a pause.</summary>
    public LocalizedText? Extension { get; init; }
}
