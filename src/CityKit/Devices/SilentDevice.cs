using CityKit.Core;
using NodaTime;

namespace CityKit.Devices;

/// <summary>A device that was not heard for too long, and since when that is so.</summary>
internal readonly record struct SilentDevice(DeviceId Device, Instant Since);
