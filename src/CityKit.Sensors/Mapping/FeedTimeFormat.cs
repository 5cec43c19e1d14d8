namespace CityKit.Sensors.Mapping;

/// <summary>How a vendor writes times.</summary>
internal enum FeedTimeFormat : byte
{
    /// <summary>ISO 8601 with its offset, 2026-03-02T08:00:00+08:00.</summary>
    Iso,

    /// <summary>Seconds since 1970.</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970.</summary>
    UnixMilliseconds,

    /// <summary>2026-03-02 08:00:00 in the file's zone.</summary>
    Local,

    /// <summary>20260302080000 in the file's zone.</summary>
    LocalDigits,

    /// <summary>20260302T000000Z.</summary>
    Basic,
}
