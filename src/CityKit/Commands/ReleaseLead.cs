using CityKit.AlertDesk;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>The one who has taken a lead gives it back to the room (释放).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Lead">The lead.</param>
public sealed record ReleaseLead(string CommandId, LeadId Lead) : HubCommand(CommandId);
