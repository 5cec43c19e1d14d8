namespace CityKit.Edge.Devices;

/// <summary>One device of <c>edge.json</c> (设备配置).</summary>
/// <param name="Name">Its name, as channels, lines and outputs refer to it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Bus">The number of its bus: 1 for <c>/dev/i2c-1</c>, 0 for <c>/dev/spidev0.*</c>; 0 where the type has none.</param>
/// <param name="Address">Its I²C address or SPI chip select; 0 where the type has none.</param>
public sealed record DeviceConfiguration(string Name, DeviceType Type, int Bus, int Address)
{
    /// <summary>What comes before a device's name where a line names its chip.</summary>
    public const string ChipPrefix = "device:";

    /// <summary>The type's settings, defaults filled in.</summary>
    public IReadOnlyDictionary<string, long> Settings { get; init; } = new Dictionary<string, long>();

    /// <summary>How a line or output names this device as its chip.</summary>
    public string Chip => ChipPrefix + Name;

    /// <summary>Devices with the same key share a thread.</summary>
    public string BusKey => Type.Bus switch
    {
        DeviceBus.I2c => $"i2c-{Bus}",
        DeviceBus.Spi => $"spi-{Bus}",
        _ => $"device {Name}",
    };

    /// <summary>The file of its bus in Linux; null where the type has none.</summary>
    public string? BusPath => Type.Bus switch
    {
        DeviceBus.I2c => $"/dev/i2c-{Bus}",
        DeviceBus.Spi => $"/dev/spidev{Bus}.{Address}",
        _ => null,
    };

    /// <summary>Whether a line's chip is a device.</summary>
    public static bool IsDevice(string? chip) => chip?.StartsWith(ChipPrefix, StringComparison.Ordinal) == true;
}
