using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.Commands;

/// <summary>Writes something to an alert (备注告警).</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Alert">The alert.</param>
/// <param name="Text">The words, 1 to 500 characters; they are kept apart.</param>
public sealed record CommentAlert(string CommandId, AlertId Alert, string Text) : HubCommand(CommandId);
