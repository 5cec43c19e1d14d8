namespace CityKit.Edge.Devices;

/// <summary>
/// One row of the table of device types (设备类型): its name in <c>edge.json</c>, how it is connected, what it gives, how it opens. The table
/// feeds configuration, <c>check</c>, <c>doctor</c>, simulation, schema and documents, so a new device is one row.
/// </summary>
/// <param name="Name">The word in <c>edge.json</c>: 1 to 32 characters of a-z, 0-9 and '-'.</param>
/// <param name="What">What it is, for documents.</param>
/// <param name="Bus">How it is connected.</param>
/// <param name="Role">What it is for; what <paramref name="Open"/> returns implements the role's interface.</param>
/// <param name="Open">Opens a device, on the thread of its bus. May throw anything when the device does not answer: it is tried again
/// later.</param>
public sealed record DeviceType(string Name, string What, DeviceBus Bus, DeviceRole Role, Func<DeviceConfiguration, IDevice> Open)
{
    /// <summary>The I²C addresses, or SPI chip selects, it can have; the first is the default. Empty for devices without one.</summary>
    public IReadOnlyList<int> Addresses { get; init; } = [];

    /// <summary>What a sensor measures, in the order of <see cref="ISensorDevice.Read"/>.</summary>
    public IReadOnlyList<DeviceQuantity> Quantities { get; init; } = [];

    /// <summary>How many lines an expander has.</summary>
    public int Lines { get; init; }

    /// <summary>Further members of its object in <c>edge.json</c>.</summary>
    public IReadOnlyList<DeviceSetting> Settings { get; init; } = [];

    /// <summary>What an installer must know of it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <exception cref="ArgumentException">The row contradicts itself.</exception>
    internal void Check()
    {
        if (Name.Length is 0 or > 32 || Name.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-"))
            throw Wrong("a name of 1 to 32 characters of a-z, 0-9 and '-'");
        if (Bus is DeviceBus.I2c && (Addresses.Count == 0 || Addresses.Any(a => a is < 0x03 or > 0x77)))
            throw Wrong("I²C addresses of 0x03 to 0x77");
        if (Bus is DeviceBus.Spi && Addresses.Count == 0) throw Wrong("chip selects");
        if (Role is DeviceRole.Sensor && (Quantities.Count == 0 || Quantities.DistinctBy(q => q.Name).Count() < Quantities.Count))
            throw Wrong("quantities that differ in name");
        if (Role is DeviceRole.Expander && Lines is < 1 or > 64) throw Wrong("1 to 64 lines");
    }

    private ArgumentException Wrong(string needed) => new($"Device type '{Name}' needs {needed}. 设备类型“{Name}”定义有误。");
}
