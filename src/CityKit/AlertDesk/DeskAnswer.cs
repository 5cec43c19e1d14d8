using CityKit.Cases;
using CityKit.Core;

namespace CityKit.AlertDesk;

/// <summary>What the alert desk says to a person.</summary>
/// <param name="Refusal">Why not; null when it was done.</param>
/// <param name="Item">The work item as it is now.</param>
/// <param name="Lead">The lead as it is now.</param>
internal sealed record DeskAnswer(Refusal? Refusal, WorkItem? Item = null, Lead? Lead = null)
{
    /// <summary>The alert as it is now.</summary>
    internal Alert? Alert { get; init; }

    /// <summary>The hand-over as it is now.</summary>
    internal HandOver? HandOver { get; init; }

    internal static DeskAnswer Done(WorkItem? item, Lead? lead = null) => new(null, item, lead);

    internal static DeskAnswer Refused(Refusal refusal) => new(refusal);
}
