using CityKit.Modules;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Commands;

/// <summary>Reads what a household's sensor read (查阅住户读数); every such reading is noted.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Sensor">The sensor.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Until when, not included.</param>
/// <param name="Purpose">What for, 1 to 64 of a-z, 0-9, '-'.</param>
internal sealed record OpenReadings(string CommandId, SensorKey Sensor, Instant From, Instant Until, string Purpose)
    : HubCommand(CommandId);
