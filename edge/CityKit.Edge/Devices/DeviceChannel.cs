namespace CityKit.Edge.Devices;

/// <summary>What a channel reads of a device (设备通道).</summary>
/// <param name="Device">The device's name.</param>
/// <param name="Quantity">Index in <see cref="DeviceType.Quantities"/>; 0 for a code reader.</param>
public sealed record DeviceChannel(string Device, int Quantity);
