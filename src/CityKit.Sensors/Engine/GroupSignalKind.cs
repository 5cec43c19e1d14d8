namespace CityKit.Sensors.Engine;

/// <summary>What a condition at a sensor did.</summary>
internal enum GroupSignalKind : byte
{
    /// <summary>It holds from now on.</summary>
    Raised = 1,

    /// <summary>It holds no more.</summary>
    Cleared = 2,

    /// <summary>It held for a moment.</summary>
    Moment = 3,

    /// <summary>The sensor is not seen.</summary>
    Away = 4,

    /// <summary>The sensor is seen again.</summary>
    Seen = 5,
}
