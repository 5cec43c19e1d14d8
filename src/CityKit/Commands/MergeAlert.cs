using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.Commands;

/// <summary>Merges an open alert into another open one (合并告警): people go on with that.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Alert">The alert that ends.</param>
/// <param name="Into">The one that goes on.</param>
public sealed record MergeAlert(string CommandId, AlertId Alert, AlertId Into) : HubCommand(CommandId);
