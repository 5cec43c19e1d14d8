namespace CityKit.Core;

/// <summary>How far a device's wall clock can be trusted (时钟质量).</summary>
public enum ClockQuality : byte
{
    /// <summary>Not set: no wall time is known for this boot.</summary>
    Unknown = 0,

    /// <summary>From a battery-backed clock.</summary>
    RealTimeClock = 1,

    /// <summary>Synchronised with the network.</summary>
    Synchronized = 2,
}
