using System.Collections.Immutable;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>What a report says, as the rules judge it (参评上报).</summary>
/// <param name="Item">The work item that it opened.</param>
/// <param name="Reporter">Who reported it: a subject.</param>
/// <param name="At">When; the order of reports is by time, then by item.</param>
public sealed record RewardReport(WorkItemId Item, string Reporter, Instant At)
{
    /// <summary>Where it is.</summary>
    public WorkPlace Place { get; init; } = WorkPlace.Unknown;

    /// <summary>Its fields: the kind, and what was measured.</summary>
    public ImmutableSortedDictionary<string, string> Fields { get; init; } = TextMap.Empty;

    /// <summary>How many photos it brought.</summary>
    public int Photos { get; init; }

    /// <summary>How many clips it brought.</summary>
    public int Videos { get; init; }

    internal string Kind => Fields.GetValueOrDefault(RewardRules.KindField, "");
}
