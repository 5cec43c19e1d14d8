using CityKit.Cases.Policies;
using CityKit.Modules;
using CityKit.Sensors.Register;

namespace CityKit.Readings;

/// <summary>Puts what came in into the hours of its sensors, in the same commit.</summary>
/// <param name="policy">Gives the policy in force, which says how long readings are kept.</param>
internal sealed class ReadingKeeper(Func<WorkPolicy> policy)
{
    internal void Keep(IReadOnlyList<(SensorKey Sensor, SensorReading Reading)> readings, Attempt attempt)
    {
        foreach (var hour in readings.GroupBy(r => (r.Sensor, Hour: ReadingHour.HourOf(r.Reading.At))))
        {
            var before = attempt.Find(ReadingDocuments.Kind, ReadingHour.IdOf(hour.Key.Sensor, hour.Key.Hour));
            var after = (before ?? New(hour.Key.Sensor, hour.Key.Hour)).With(hour.Select(r => r.Reading));
            if (after != before) attempt.Put(ReadingDocuments.Kind, after);
        }
    }

    private ReadingHour New(SensorKey sensor, long hour) =>
        new(sensor, hour, ReadingHour.BeginOf(hour + 1) + policy().RetentionOf(RetentionRow.Readings).AtMost, []);
}
