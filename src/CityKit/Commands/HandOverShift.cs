using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.Commands;

/// <summary>
/// A duty officer hands over at the end of a shift (交接班): the leads that he has taken and the alerts that are assigned to him, what he
/// names instead, or all that is open where his duty counts.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="To">The account of the colleague who is to accept; null for anybody in the room.</param>
public sealed record HandOverShift(string CommandId, string? To) : HubCommand(CommandId)
{
    /// <summary>What the next one has to know, up to 500 characters; it is kept apart. Null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether all that is open is handed over, of each kind that is not named.</summary>
    public bool All { get; init; }

    /// <summary>The leads, at most 500; null for those that he has taken.</summary>
    public ImmutableArray<LeadId>? Leads { get; init; }

    /// <summary>The alerts, at most 500; null for those that are assigned to him.</summary>
    public ImmutableArray<AlertId>? Alerts { get; init; }

    /// <summary>The work items, at most 500; null for none.</summary>
    public ImmutableArray<WorkItemId>? Items { get; init; }
}
