namespace CityKit.Edge.Devices.Opened;

/// <summary>How one device is (设备状态).</summary>
/// <param name="Device">Its name.</param>
/// <param name="IsOpen">Whether its last use succeeded.</param>
/// <param name="Why">Why it cannot be used; null when it can, or was never tried.</param>
public sealed record DeviceStatus(string Device, bool IsOpen, string? Why);
