using CityKit.AlertDesk;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.Commands;

/// <summary>Says what was found out about an alert (登记告警结果), also when it is over; it feeds the rule's statistics.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Alert">The alert.</param>
/// <param name="Outcome">What; a later one replaces it.</param>
public sealed record ConcludeAlert(string CommandId, AlertId Alert, AlertOutcome Outcome) : HubCommand(CommandId);
