using NodaTime;

namespace CityKit.Client.Operations;

/// <summary>A device (设备) as the hub knows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Fingerprint">The fingerprint of the key that was admitted.</param>
/// <param name="Health"><c>healthy</c>, <c>silent</c>, <c>new</c> (not heard of yet), <c>suspended</c> or <c>revoked</c>.</param>
/// <param name="Standing"><c>Active</c>, <c>Suspended</c> or <c>Revoked</c>.</param>
/// <param name="Accepted">Events taken in, over all its outboxes.</param>
/// <param name="Duplicates">Events that came again and were not stored again.</param>
/// <param name="Missing">Events that the hub had answered for and lacks.</param>
/// <param name="Bundle">The newest configuration published for it; 0 for none.</param>
/// <param name="Release">The release of the agent that is offered to it; 0 for none.</param>
/// <param name="Agent">What it reported of its agent.</param>
/// <param name="Outbox">How far its lanes came.</param>
public sealed record Device(string Id, string Fingerprint, string Health, string Standing, long Accepted, long Duplicates, long Missing,
    long Bundle, long Release, DeviceAgent Agent, DeviceOutbox Outbox)
{
    /// <summary>What its latest batch said of its clock.</summary>
    public required DeviceClock Clock { get; init; }

    /// <summary>When the hub last took in a batch of it; null for never.</summary>
    public Instant? HeardAt { get; init; }

    /// <summary>
    /// How long the oldest event of its latest batch had waited, as far as its clock is right; null when that is not known.
    /// </summary>
    public Duration? Waited => HeardAt - Clock.Oldest;

    /// <summary>
    /// How far the newest event of its latest batch was behind when it came: its way, and how far the clock is off; negative for a clock
    /// that is ahead, null when that is not known.
    /// </summary>
    public Duration? Behind => HeardAt - Clock.Newest;
}
