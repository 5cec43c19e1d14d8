using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A duty officer dismisses a lead (排除); the reason feeds the rule's false-alarm rate.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Lead">The lead.</param>
/// <param name="Reason">Why; names no person.</param>
public sealed record DismissLead(string CommandId, LeadId Lead, string Reason) : HubCommand(CommandId);
