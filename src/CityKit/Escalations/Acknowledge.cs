using CityKit.Modules;

namespace CityKit.Escalations;

/// <summary>Somebody has seen an alert or a lead and is handling it (确认收到): it is not escalated any further.</summary>
/// <param name="CommandId">The caller's id.</param>
/// <param name="Subject">The id of the alert or lead.</param>
public sealed record Acknowledge(string CommandId, string Subject) : HubCommand(CommandId);
