using CityKit.Modules;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Commands;

/// <summary>
/// Lets notices and escalation of an open alert wait (暂缓告警). A rise of its severity ends the snooze; so does its end, and if the alert
/// holds then, those who handle it are notified again.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Alert">The alert.</param>
/// <param name="Until">Until when; after now, and within 7 days.</param>
public sealed record SnoozeAlert(string CommandId, AlertId Alert, Instant Until) : HubCommand(CommandId);
