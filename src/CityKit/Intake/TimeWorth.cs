namespace CityKit.Intake;

/// <summary>What a device's stated time is worth (设备时间是否可信).</summary>
internal enum TimeWorth : byte
{
    /// <summary>It counts.</summary>
    Known = 0,

    /// <summary>It counts, and the times before it were wrong: the clock was corrected.</summary>
    Corrected = 1,

    /// <summary>The device has no wall time.</summary>
    Unknown = 2,

    /// <summary>It is ahead of the hub's clock.</summary>
    Ahead = 3,

    /// <summary>It is before what the device said before, and nothing says that it is the better one.</summary>
    Back = 4,
}
