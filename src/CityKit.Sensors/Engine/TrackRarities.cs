using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>What few sensors need.</summary>
internal class TrackRarities
{
    /// <summary>Its key, when no rule is about it or all that are may sleep.</summary>
    internal SensorKey Key { get; init; }

    /// <summary>The earliest time at which a further event of unknown time counts.</summary>
    internal long UndatedFrom { get; set; } = Clock.Earliest;

    /// <summary>The time of the alarm lane.</summary>
    internal long AlarmTime { get; set; } = Clock.Earliest;

    /// <summary>Under which due time of the feed it is queued.</summary>
    internal long FeedQueued = Watch.Never;
}
