using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.ReadingDesk;

/// <summary>Asks for what a sensor read in a stretch of time (读数查询).</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="From">From when on.</param>
/// <param name="Until">Until when, not included.</param>
public sealed record ReadingQuery(SensorKey Sensor, Instant From, Instant Until)
{
    /// <summary>The most readings or buckets of one page.</summary>
    public const int MaxRows = 1000;

    /// <summary>The longest <see cref="Step"/>; 1 day.</summary>
    public static Duration MaxStep { get; } = Duration.FromDays(1);

    /// <summary>
    /// How long each bucket of readings is: whole milliseconds from 1 second to <see cref="MaxStep"/>. Null for the readings themselves.
    /// </summary>
    public Duration? Step { get; init; }

    /// <summary>What <see cref="ReadingPage.Next"/> of the page before said; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>How many rows at most, 1 to <see cref="MaxRows"/>.</summary>
    public int Limit { get; init; } = 500;

    /// <summary>What for, 1 to 64 of a-z, 0-9, '-'. Needed for a household's sensor, where it is noted with who reads.</summary>
    public string? Purpose { get; init; }

    /// <summary>
    /// The id under which the reading of a household's sensor is noted: the pages of one question, asked with one id, are noted once. Null
    /// for one of its own.
    /// </summary>
    public string? CommandId { get; init; }
}
