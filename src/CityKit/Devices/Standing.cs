namespace CityKit.Devices;

/// <summary>Whether the hub takes a device's batches (设备状态).</summary>
public enum Standing
{
    /// <summary>It takes them.</summary>
    Active,

    /// <summary>Not for now: the device keeps its data.</summary>
    Suspended,

    /// <summary>Never again with this key.</summary>
    Revoked,
}
