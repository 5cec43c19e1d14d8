using CityKit.Client.Alerts;
using CityKit.Client.Items;

namespace CityKit.Client.Commands;

/// <summary>What came of a command.</summary>
/// <param name="Item">The work item as it now is, when the command was about one and the caller may still see it.</param>
/// <param name="Lead">The lead as it now is, when the command was about one.</param>
public sealed record Done(ItemView? Item = null, Lead? Lead = null)
{
    /// <summary>The hand-over as it now is, when the command was about one.</summary>
    public HandOver? Handover { get; init; }

    /// <summary>Of a report: the code with which anybody sees how it goes on, rates it and has it taken up again; null for none.</summary>
    public string? Follow { get; init; }
}
