using CityKit.Core.Text;
using CityKit.Edge.Devices;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>One channel's object in <c>edge.json</c>, and what all kinds of channel read from it alike.</summary>
public sealed class ChannelReader
{
    private readonly IReadOnlyList<DeviceConfiguration> devices;

    internal ChannelReader(ConfigReader reader, IReadOnlyList<DeviceConfiguration> devices)
    {
        (Reader, this.devices) = (reader, devices);
        Name = reader.Text("name", 64);
    }

    /// <summary>The object.</summary>
    public ConfigReader Reader { get; }

    /// <summary>The channel's name.</summary>
    public string Name { get; }

    /// <summary>How often it is read: member <c>periodMs</c>, 10 ms to 1 day.</summary>
    public Duration Period() => Duration.FromMilliseconds(Reader.Integer("periodMs", 10, 86_400_000));

    /// <summary>The device that member <c>device</c> names; null when there is none of this role, which is noted.</summary>
    public DeviceConfiguration? Device(DeviceRole role)
    {
        var name = Reader.Text("device", 64);
        var fit = devices.Where(d => d.Type.Role == role).ToArray();
        if (Array.Find(fit, d => d.Name == name) is { } device) return device;
        if (name.Length > 0)
            Reader.Reject("device",
                new(
                $"devices 中{DeviceConfigurationReader.Word(role).Zh}的名称：{DeviceConfigurationReader.Names(fit).Zh}",
                $"the name of a {DeviceConfigurationReader.Word(role).En} of 'devices': {DeviceConfigurationReader.Names(fit).En}"),
                NearMiss.Of(name, [.. fit.Select(d => d.Name)]));
        return null;
    }
}
