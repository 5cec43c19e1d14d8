namespace CityKit.Devices;

/// <summary>The newest configuration bundle that was published for a device (配置包引用). The journal holds it, once.</summary>
/// <param name="Version">Its version.</param>
/// <param name="CommandId">The journal's key of the command that published it: actor and id.</param>
public sealed record BundleReference(long Version, string CommandId);
