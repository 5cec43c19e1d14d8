using CityKit.Core;

namespace CityKit.Sensors.Engine;

/// <summary>One device's time and its sensors.</summary>
internal sealed class DeviceTrack(DeviceId device, SensorTrack[] sensors)
{
    internal DeviceId Device => device;

    internal SensorTrack[] Sensors => sensors;

    internal long Time { get; set; } = Clock.Earliest;
}
