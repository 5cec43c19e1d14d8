using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Ends a maintenance window or an away note before its time (提前结束暂停).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Suspension">The suspension's id.</param>
public sealed record EndSuspension(string CommandId, string Suspension) : HubCommand(CommandId);
