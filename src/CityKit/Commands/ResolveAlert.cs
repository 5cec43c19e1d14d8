using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.Commands;

/// <summary>Closes an alert while its condition holds (关闭告警): until the condition has ended, its rule raises no other.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Alert">The alert.</param>
/// <param name="Reason">Why, 1 to 500 characters; it is kept apart.</param>
public sealed record ResolveAlert(string CommandId, AlertId Alert, string Reason) : HubCommand(CommandId);
