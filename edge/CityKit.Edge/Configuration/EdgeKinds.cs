using CityKit.Edge.Devices;

namespace CityKit.Edge.Configuration;

/// <summary>
/// All words that <c>edge.json</c> may use for what a device reads (可用种类): kinds of sensor, kinds of channel, types of device. The built-in
/// ones are rows like any other; a vendor adds rows, and <c>check</c>, <c>simulate</c> and <c>run</c> know them.
/// </summary>
public sealed class EdgeKinds
{
    private readonly List<SensorKind> sensors = [.. SensorConfigurationReader.BuiltIn];
    private readonly List<ChannelKind> channels = [.. ChannelConfigurationReader.BuiltIn];
    private readonly List<DeviceType> devices = [];

    /// <summary>The built-in kinds of sensor and channel, and no device type yet.</summary>
    public static EdgeKinds BuiltIn => new();

    /// <summary>The kinds of sensor.</summary>
    internal IReadOnlyList<SensorKind> Sensors => sensors;

    /// <summary>The kinds of channel.</summary>
    internal IReadOnlyList<ChannelKind> Channels => channels;

    /// <summary>The types of device.</summary>
    public IReadOnlyList<DeviceType> DeviceTypes => devices;

    /// <summary>Adds a kind of sensor.</summary>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    internal EdgeKinds Add(SensorKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Add(sensors, kind, k => k.Name);
    }

    /// <summary>Adds a kind of channel.</summary>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    internal EdgeKinds Add(ChannelKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Add(channels, kind, k => k.Name);
    }

    /// <summary>Adds a type of device.</summary>
    /// <exception cref="ArgumentException">There is one of this name, or the row contradicts itself.</exception>
    public EdgeKinds Add(DeviceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        type.Check();
        return Add(devices, type, t => t.Name);
    }

    private EdgeKinds Add<T>(List<T> rows, T row, Func<T, string> name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name(row));
        if (rows.Exists(r => name(r) == name(row)))
            throw new ArgumentException($"There is a '{name(row)}' already; choose another name. “{name(row)}”已存在。", nameof(row));
        rows.Add(row);
        return this;
    }
}
