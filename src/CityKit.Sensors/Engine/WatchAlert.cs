using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Engine;

/// <summary>What a watch remembers of its alerts; most never raise one, and keep none of this.</summary>
internal sealed class WatchAlert
{
    /// <summary>When the open alert was raised; null while none is open.</summary>
    internal long? RaisedAt { get; set; }

    /// <summary>The open alert's identity; the default until it is asked for.</summary>
    internal AlertId Id { get; set; }

    /// <summary>Whether it rests on what was seen in maintenance mode.</summary>
    internal bool IsTest { get; set; }

    /// <summary>When the last alert was due.</summary>
    internal long? LastRaise { get; set; }

    /// <summary>How many alerts before it were due at that very time.</summary>
    internal long Repeats { get; set; }

    /// <summary>How much the open alert matters; null while none is open, or its rule has no steps.</summary>
    internal SeverityTrack? Severity { get; set; }

    /// <summary>Whether there is nothing to remember.</summary>
    internal bool IsEmpty => RaisedAt is null && !IsTest && LastRaise is null && Repeats == 0;
}
