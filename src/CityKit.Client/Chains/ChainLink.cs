using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>One link of the chain from what happened to an alert, a lead or a work item (因果链).</summary>
/// <param name="What">What it is: batch, feed, relay, tick, command, sensor, rule, condition, alert, lead, component, duty, dispatch,
/// clock, evidence, item.</param>
/// <param name="Id">The device, the command, the rule, the sensor, the component, the body, the stage, or the id.</param>
/// <param name="At">When, by the hub's clock.</param>
public sealed record ChainLink(string What, string Id, Instant At)
{
    /// <summary>The journal entry that it is; null for what the hub made of entries.</summary>
    public long? Number { get; init; }

    /// <summary>The entry's key: who gave it and its id.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the entry's payload was dropped.</summary>
    public bool Pruned { get; init; }

    /// <summary>The running hash after the entry.</summary>
    public string? Hash { get; init; }

    /// <summary>The entry with the next seal.</summary>
    public long? Seal { get; init; }

    /// <summary>Whether that seal is what the entries give.</summary>
    public bool? Fits { get; init; }

    /// <summary>Whether the key that the device has now signed the batch; null for what is not one.</summary>
    public bool? Signed { get; init; }

    /// <summary>The places of the events in the device's lane.</summary>
    public IReadOnlyList<long> Events { get => field ?? []; init; } = [];

    /// <summary>What of the condition was so.</summary>
    public LinkEvidence? Evidence { get; init; }

    /// <summary>Why it was that body.</summary>
    public LocalizedText? Because { get; init; }

    /// <summary>The register's entry.</summary>
    public LinkSensor? Sensor { get; init; }

    /// <summary>Which of its readings to look at.</summary>
    public LinkChart? Chart { get; init; }

    /// <summary>The rule as it was in force.</summary>
    public LinkRule? Rule { get; init; }

    /// <summary>The alert.</summary>
    public LinkAlert? Alert { get; init; }

    /// <summary>The lead and who decided.</summary>
    public LinkLead? Lead { get; init; }

    /// <summary>What an entry did to the item.</summary>
    public LinkStep? Step { get; init; }

    /// <summary>What the registry found.</summary>
    public LinkComponent? Component { get; init; }

    /// <summary>What the nets found.</summary>
    public LinkDuty? Duty { get; init; }

    /// <summary>What was kept as evidence.</summary>
    public LinkPiece? Piece { get; init; }

    /// <summary>The work item.</summary>
    public LinkItem? Item { get; init; }

    /// <summary>A limit, and how its deadline was counted.</summary>
    public LinkClock? Clock { get; init; }
}
