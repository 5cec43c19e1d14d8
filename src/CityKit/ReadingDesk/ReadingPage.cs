using CityKit.Core;
using CityKit.Readings;
using CityKit.Sensors.Register;

namespace CityKit.ReadingDesk;

/// <summary>A page of what a sensor read, or why there is none.</summary>
/// <param name="Refusal">Why there is none; null when there is.</param>
/// <param name="Sensor">The sensor's latest entry of that time, which says the unit; null when refused.</param>
/// <param name="Readings">The readings, by time; empty where buckets were asked for.</param>
/// <param name="Buckets">The buckets, by time, those without a reading left out; empty where readings were asked for.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record ReadingPage(Refusal? Refusal, Sensor? Sensor,
    IReadOnlyList<SensorReading> Readings, IReadOnlyList<ReadingBucket> Buckets, string? Next)
{
    internal static ReadingPage Refused(Refusal refusal) => new(refusal, null, [], [], null);
}
