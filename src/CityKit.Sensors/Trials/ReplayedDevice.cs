using CityKit.Core;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>A device of a recording, and to where its time was moved.</summary>
internal sealed class ReplayedDevice(DeviceId id)
{
    internal DeviceId Id => id;

    internal Instant Moved { get; set; }
}
