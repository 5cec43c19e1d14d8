using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A duty officer merges a lead into another one that is open (合并线索): what that one is decides for both.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Lead">The lead.</param>
/// <param name="Into">The other lead, of the same class and profile.</param>
public sealed record MergeLeads(string CommandId, LeadId Lead, LeadId Into) : HubCommand(CommandId);
