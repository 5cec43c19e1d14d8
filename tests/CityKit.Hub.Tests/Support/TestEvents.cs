using CityKit.Core;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests.Support;

/// <summary>What devices of the test city send most.</summary>
internal static class TestEvents
{
    extension(VirtualDevice device)
    {
        internal CityEvent Detection(Instant at, string sensor = "fall", EventFlags flags = EventFlags.None) =>
            device.Detection(sensor, at, 12_000, flags);

        internal CityEvent Reading(Instant at, long value, Duration span) => device.Reading("water", at, value, span);
    }
}
