namespace CityKit.Edge.Devices;

/// <summary>A device that measures (传感设备).</summary>
public interface ISensorDevice : IDevice
{
    /// <summary>Measures a quantity.</summary>
    /// <param name="quantity">Index in <see cref="DeviceType.Quantities"/>.</param>
    /// <returns>The number, in the unit that <see cref="DeviceQuantity.PerUnit"/> counts from; null when it has none now; not a number when
    /// what it sent failed its own check.</returns>
    double? Read(int quantity);
}
