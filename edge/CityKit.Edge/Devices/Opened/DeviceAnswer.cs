namespace CityKit.Edge.Devices.Opened;

/// <summary>What came of using a device.</summary>
internal enum DeviceAnswer
{
    Done,

    /// <summary>It could not be opened, or threw.</summary>
    Failed,

    /// <summary>The call, or one before it on the same bus, has not come back.</summary>
    Hung,
}
