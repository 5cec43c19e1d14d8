using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// A duty officer takes an open lead (接手): others see who has it, and leave it to him. A duty leader may take it from another.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Lead">The lead.</param>
public sealed record TakeLead(string CommandId, LeadId Lead) : HubCommand(CommandId);
