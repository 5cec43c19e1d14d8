using CityKit.Core;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>What a sensor sees in a test: once, or again and again.</summary>
/// <param name="Sensor">Which sensor.</param>
/// <param name="Kind">What it reports.</param>
/// <param name="At">When, the first time.</param>
/// <param name="Value">The number, in the sensor's smallest unit.</param>
/// <param name="Span">How long before each time it covers.</param>
internal sealed record TestInput(SensorKey Sensor, EventKind Kind, TestTime At, long Value, Duration Span)
{
    /// <summary>Until when it is seen again, included; null for once.</summary>
    internal TestTime? Until { get; init; }

    /// <summary>How often it is seen again.</summary>
    internal Duration Every { get; init; }

    internal EventFlags Flags { get; init; }

    internal EventFields Fields { get; init; } = EventFields.Empty;

    internal TestTime Last => Until ?? At;

    internal IEnumerable<Observation> Seen(Instant begin)
    {
        var last = Last.SinceBegin;
        for (var at = At.SinceBegin; at <= last; at += Every)
        {
            yield return new Observation(Sensor, Kind, begin + at, Span, Value, Flags) { Fields = Fields };
            if (Until is null) yield break;
        }
    }
}
