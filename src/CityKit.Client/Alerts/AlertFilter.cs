using CityKit.Client.Asking;
using NodaTime;

namespace CityKit.Client.Alerts;

/// <summary>Which alerts or leads; what is null does not matter.</summary>
public sealed record AlertFilter
{
    /// <summary>
    /// Of alerts <c>open</c> or <c>all</c> (else); of leads <c>open</c> (else), <c>confirmed</c>, <c>dismissed</c>, <c>merged</c>,
    /// <c>all</c>.
    /// </summary>
    public string? State { get; init; }

    /// <summary>The rule's id.</summary>
    public string? Rule { get; init; }

    /// <summary>What the source starts with: a device, or device/sensor. Of alerts alone.</summary>
    public string? Source { get; init; }

    /// <summary>The first digits of the unit grid.</summary>
    public string? Grid { get; init; }

    /// <summary>At this moment or later.</summary>
    public Instant? From { get; init; }

    /// <summary>Before this moment.</summary>
    public Instant? Until { get; init; }

    /// <summary><c>-at</c> for the last first.</summary>
    public string? Order { get; init; }

    internal Arguments Arguments() => new Arguments().With("state", State).With("rule", Rule).With("source", Source).With("grid", Grid)
        .With("from", From).With("until", Until).With("order", Order);
}
