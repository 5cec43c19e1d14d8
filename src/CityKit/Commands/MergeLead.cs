using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A duty officer merges a lead into a work item that is already open (合并).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Lead">The lead.</param>
/// <param name="Into">The work item.</param>
public sealed record MergeLead(string CommandId, LeadId Lead, WorkItemId Into) : HubCommand(CommandId);
