using CityKit.Core;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Rules;

/// <summary>Which sensors a rule is about: those for which everything named here is so. At least one is named.</summary>
/// <param name="Quantity">What they measure; null for any.</param>
/// <param name="Device">Their device; null for any.</param>
/// <param name="Sensor">Their name; null for any.</param>
public sealed record SensorSelector(Quantity? Quantity, DeviceId? Device, SensorName? Sensor)
{
    /// <summary>What a rule has whose conditions each name their own.</summary>
    internal static SensorSelector Nothing { get; } = new(null, null, null);

    /// <summary>Whether the rule is about this sensor.</summary>
    public bool Includes(Sensor sensor)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        return (Quantity is null || Quantity == sensor.Quantity) && (Device is null || Device == sensor.Key.Device)
            && (Sensor is null || Sensor == sensor.Key.Sensor);
    }
}
