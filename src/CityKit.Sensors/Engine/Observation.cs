using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>
/// What a sensor saw, at a known wall time (观测). For an event whose wall time is unknown, the time is when it was received, and calendar
/// and duration rules do not judge it. <c>default</c> is of no sensor.
/// </summary>
/// <param name="Sensor">Which sensor.</param>
/// <param name="Kind">What it reports.</param>
/// <param name="At">When, or when its span ended.</param>
/// <param name="Span">How long before <paramref name="At"/> it really covers; zero for a moment.</param>
/// <param name="Value">The number that the kind calls for, in the sensor's smallest unit.</param>
/// <param name="Flags">Marks.</param>
public readonly record struct Observation(SensorKey Sensor, EventKind Kind, Instant At, Duration Span, long Value,
    EventFlags Flags = EventFlags.None)
{
    private readonly EventFields? fields;

    /// <summary>Named details.</summary>
    public EventFields Fields { get => fields ?? EventFields.Empty; init => fields = value; }

    /// <summary>True when the value is only a lower bound.</summary>
    public bool IsLowerBound => (Flags & (EventFlags.Unhealthy | EventFlags.Gap)) != EventFlags.None;

    /// <summary>True when made in maintenance mode.</summary>
    public bool IsTest => (Flags & EventFlags.Test) != EventFlags.None;
}
