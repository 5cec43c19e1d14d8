using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.Commands;

/// <summary>Gives an open alert to a role or a person (指派告警), who is notified.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Alert">The alert.</param>
/// <param name="To">A role's name or an account, 1 to 64 characters without spaces.</param>
public sealed record AssignAlert(string CommandId, AlertId Alert, string To) : HubCommand(CommandId);
