namespace CityKit.Edge.Channels.Files;

/// <summary>How the kernel writes a value down (通道文件种类).</summary>
internal enum ChannelFileKind : byte
{
    /// <summary>
    /// Industrial I/O, such as <c>in_voltage0_raw</c> with its scale and offset beside it: (raw + offset) × scale, in mV, m°C and so on.
    /// </summary>
    Iio = 1,

    /// <summary>A whole number as it is, such as hwmon's <c>temp1_input</c> in m°C.</summary>
    Plain = 2,

    /// <summary>A 1-wire thermometer's <c>w1_slave</c>, checked by its CRC, in m°C.</summary>
    OneWire = 3,
}
