using CityKit.Sensors.Engine;

namespace CityKit.Sensors.Trials;

/// <summary>A sensor of a recording, looked up once in a <see cref="RuleReplay"/>, to which it belongs.</summary>
public sealed class ReplayedSensor
{
    internal ReplayedSensor(ReplayedDevice device, SensorHandle[] handles) => (Device, Handles) = (device, handles);

    internal ReplayedDevice Device { get; }

    internal SensorHandle[] Handles { get; }
}
