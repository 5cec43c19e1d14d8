namespace CityKit.Devices;

/// <summary>What the hub says when a device asks for a newer bundle, or a newer release of its agent.</summary>
public enum BundleStatus
{
    /// <summary>Here is one.</summary>
    Newer = 1,

    /// <summary>There is none that is newer.</summary>
    NoneNewer,

    /// <summary>The device is not admitted.</summary>
    UnknownDevice,

    /// <summary>The signature is not the device's.</summary>
    BadSignature,

    /// <summary>The question's date is too far from the hub's clock.</summary>
    Stale,
}
