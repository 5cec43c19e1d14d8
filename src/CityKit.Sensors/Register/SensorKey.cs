using CityKit.Core;

namespace CityKit.Sensors.Register;

/// <summary>
/// Which sensor (传感器标识): a device and its sensor, or a utility's feed and its register. <c>default</c> has empty names, which no sensor
/// has.
/// </summary>
/// <param name="Device">The device or feed.</param>
/// <param name="Sensor">The sensor or register.</param>
public readonly record struct SensorKey(DeviceId Device, SensorName Sensor) : IComparable<SensorKey>
{
    /// <summary>By device, then by sensor, ordinal.</summary>
    public int CompareTo(SensorKey other) =>
        Device.CompareTo(other.Device) is not 0 and var byDevice ? byDevice : Sensor.CompareTo(other.Sensor);

    /// <summary>"device/sensor".</summary>
    public override string ToString() => $"{Device}/{Sensor}";
}
