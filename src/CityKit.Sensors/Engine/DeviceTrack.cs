using CityKit.Core;

namespace CityKit.Sensors.Engine;

/// <summary>One device's time, its sensors that were looked at so far, and when which of them are due.</summary>
internal sealed class DeviceTrack(DeviceId device)
{
    internal DeviceId Device => device;

    internal long Time { get; set; } = Clock.Earliest;

    /// <summary>
    /// How often the time was moved by <see cref="RuleEngine.Advance"/>, and where to the last time: a sensor with nothing due catches
    /// up later.
    /// </summary>
    internal long Moves { get; set; }

    internal long MovedTo { get; set; } = Clock.Earliest;

    /// <summary>The sensors by when the device's time brings something about; null before it moves for the first time.</summary>
    internal DueQueue? Beats { get; set; }

    /// <summary>The same for a feed's time.</summary>
    internal DueQueue? Feeds { get; set; }

    /// <summary>Whether its time was moved since the engine was made.</summary>
    internal bool HasMoved => Beats is not null || Feeds is not null;

    /// <summary>In which round its last change was noted; every round is later than that of a new one.</summary>
    internal int ChangedIn { get; set; } = -1;
}
