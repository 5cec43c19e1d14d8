using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A duty officer confirms a lead (确认): a work item of its profile is opened.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Lead">The lead.</param>
public sealed record ConfirmLead(string CommandId, LeadId Lead) : HubCommand(CommandId);
