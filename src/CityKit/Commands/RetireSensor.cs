using CityKit.Modules;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Commands;

/// <summary>Ends a sensor's entry (注销传感器): what it sends afterwards is undecided, and what rules held open for it ends.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Sensor">The sensor.</param>
/// <param name="At">When its entry ends.</param>
public sealed record RetireSensor(string CommandId, SensorKey Sensor, Instant At) : HubCommand(CommandId);
