using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;

namespace CityKit.Edge.Devices;

/// <summary>How the rows of <see cref="DeviceTypes"/> reach their devices (总线入口): the machine's own buses, or others in a test.</summary>
public sealed class DeviceBuses
{
    /// <summary>Opens an I²C device.</summary>
    public Func<I2cConnectionSettings, I2cDevice> I2c { get; init; } = I2cDevice.Create;

    /// <summary>Opens an SPI device.</summary>
    public Func<SpiConnectionSettings, SpiDevice> Spi { get; init; } = SpiDevice.Create;

    /// <summary>Opens the header's pins, for devices that are wired to pins of their own.</summary>
    public Func<GpioController> Gpio { get; init; } = () => new GpioController();

    /// <summary>The monotonic clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal I2cDevice OpenI2c(DeviceConfiguration device) => I2c(new I2cConnectionSettings(device.Bus, device.Address));

    internal SpiDevice OpenSpi(DeviceConfiguration device, int hertz, SpiMode mode = SpiMode.Mode0) =>
        Spi(new SpiConnectionSettings(device.Bus, device.Address) { ClockFrequency = hertz, Mode = mode });
}
