namespace CityKit.Edge.Devices;

/// <summary>What a device is connected by (总线类别).</summary>
public enum DeviceBus : byte
{
    /// <summary>I²C: devices share a bus, each has an address of 7 bits.</summary>
    I2c = 1,

    /// <summary>SPI: devices share a bus, each has a chip-select line.</summary>
    Spi = 2,

    /// <summary>Pins of the header of its own.</summary>
    Gpio = 3,

    /// <summary>Anything else that the type's settings name, such as a radio; each device has a thread of its own.</summary>
    Other = 4,
}
