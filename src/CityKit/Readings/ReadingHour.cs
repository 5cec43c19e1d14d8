using System.Collections.Immutable;
using System.Globalization;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Readings;

/// <summary>What one sensor read within an hour (整点读数): a reading belongs to the hour of its own time, however late it comes.</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="Hour">The hour, in whole hours since 1970.</param>
/// <param name="DropAt">When its time of keeping is over.</param>
/// <param name="Readings">The readings, by time; those of one time in the order in which they came.</param>
public sealed record ReadingHour(SensorKey Sensor, long Hour, Instant DropAt, ImmutableArray<SensorReading> Readings)
{
    /// <summary>What the store knows it by: sensors apart, then by hour.</summary>
    public string Id => IdOf(Sensor, Hour);

    /// <summary>When the hour begins.</summary>
    public Instant Begin => BeginOf(Hour);

    internal static string IdOf(SensorKey sensor, long hour) => string.Create(CultureInfo.InvariantCulture, $"{sensor}@{hour:D7}");

    internal static long HourOf(Instant at) => (long)Math.Floor((at - NodaConstants.UnixEpoch).TotalHours);

    internal static Instant BeginOf(long hour) => NodaConstants.UnixEpoch + Duration.FromHours(hour);

    /// <summary>With more readings; one that is there already, sent a second time, is there once.</summary>
    internal ReadingHour With(IEnumerable<SensorReading> more)
    {
        var all = Readings.ToBuilder();
        foreach (var reading in more)
        {
            var place = all.Count;
            while (place > 0 && all[place - 1].At > reading.At) place--;
            if (!Has(all, place, reading)) all.Insert(place, reading);
        }
        return all.Count == Readings.Length ? this : this with { Readings = all.ToImmutable() };
    }

    private static bool Has(ImmutableArray<SensorReading>.Builder all, int place, SensorReading reading)
    {
        for (var i = place - 1; i >= 0 && all[i].At == reading.At; i--)
            if (all[i] == reading) return true;
        return false;
    }
}
