using CityKit.Core;

namespace CityKit.Sensors.Engine;

/// <summary>One reading in a window: what it covers and what it counts.</summary>
internal readonly record struct WindowEntry(long Start, long End, long Value, EventFlags Flags)
{
    internal bool IsTest => (Flags & EventFlags.Test) != EventFlags.None;

    /// <summary>Only a healthy reading covers its span.</summary>
    internal long Covers => (Flags & (EventFlags.Unhealthy | EventFlags.Gap)) == EventFlags.None ? End - Start : 0;
}
