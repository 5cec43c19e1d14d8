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

    internal T OverI2c<T>(DeviceConfiguration device, Func<I2cDevice, T> open) =>
        Over(I2c(new I2cConnectionSettings(device.Bus, device.Address)), open);

    internal T OverSpi<T>(DeviceConfiguration device, int hertz, Func<SpiDevice, T> open) =>
        Over(Spi(new SpiConnectionSettings(device.Bus, device.Address) { ClockFrequency = hertz, Mode = SpiMode.Mode0 }), open);

    internal T OverPins<T>(Func<GpioController, T> open) => Over(Gpio(), open);

    /// <summary>
    /// Bindings throw from their constructors and leave the bus device open: tried again and again, an unplugged one would use up all file
    /// descriptors.
    /// </summary>
    private static T Over<TBus, T>(TBus bus, Func<TBus, T> open) where TBus : IDisposable
    {
        try
        {
            return open(bus);
        }
        catch
        {
            bus.Dispose();
            throw;
        }
    }
}
