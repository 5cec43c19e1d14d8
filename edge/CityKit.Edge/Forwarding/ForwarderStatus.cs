using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Forwarding;

/// <summary>The state of the forwarder, for health pages.</summary>
/// <param name="State">What it does.</param>
/// <param name="Message">What the hub said, or what went wrong; null when all is well.</param>
/// <param name="Attempts">Failed attempts since the last success.</param>
/// <param name="Batches">Batches the hub took since this process started.</param>
/// <param name="Events">Events the hub took since then.</param>
/// <param name="Diverged">How often a new outbox had to be opened since then.</param>
public sealed record ForwarderStatus(ForwarderState State, LocalizedText? Message, int Attempts, long Batches, long Events, long Diverged)
{
    /// <summary>
    /// When the hub last answered a batch in its own words, be it a refusal; "busy" and what a proxy says do not count. Null before the
    /// first since this process started.
    /// </summary>
    public Instant? LastContact { get; init; }
}
