using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Devices;
using Microsoft.Extensions.Configuration;

namespace CityKit.Edge;

/// <summary>
/// Puts an edge device together (边缘构建器): its options, and the kinds of sensor, channel and device that a vendor adds in code.
/// </summary>
public sealed class EdgeBuilder
{
    private readonly List<Action<EdgeOptions>> configure = [];

    /// <summary>The words that <c>edge.json</c> may use; the built-in ones unless others are given.</summary>
    public EdgeKinds Kinds { get; init; } = EdgeKinds.BuiltIn;

    /// <summary>Sets options. Called in order; in the agent after its own settings.</summary>
    public EdgeBuilder Configure(Action<EdgeOptions> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        configure.Add(set);
        return this;
    }

    /// <summary>
    /// Sets the options that are no code from the host's configuration, such as <c>configuration.GetSection("Edge")</c>; durations as
    /// <c>PT10S</c> or <c>00:00:10</c>. What cannot be read, and a name that is no option, is refused
    /// at start.
    /// </summary>
    public EdgeBuilder Configure(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Configure(options => EdgeSettings.Bind(options, settings));
    }

    /// <summary>Adds a kind of sensor: <c>"kind": "NAME"</c> in <c>edge.json</c>.</summary>
    /// <param name="kind">The word.</param>
    /// <param name="read">Reads the options of its detector.</param>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public EdgeBuilder AddDetector(string kind, Func<SensorConfiguration, IDetectorOptions> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Kinds.Add(new SensorKind(kind, read));
        return this;
    }

    /// <summary>Adds a kind of channel: <c>"kind": "NAME"</c> in <c>edge.json</c>.</summary>
    /// <param name="kind">The word.</param>
    /// <param name="read">Reads the channel, with its <see cref="ChannelConfiguration.Opening"/>.</param>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public EdgeBuilder AddChannelKind(string kind, Func<ChannelReader, ChannelConfiguration> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Kinds.Add(new ChannelKind(kind, read));
        return this;
    }

    /// <summary>Adds a type of device: <c>"type": "NAME"</c> in <c>edge.json</c>.</summary>
    /// <exception cref="ArgumentException">There is one of this name, or the row contradicts itself.</exception>
    public EdgeBuilder AddDeviceType(DeviceType type)
    {
        Kinds.Add(type);
        return this;
    }

    /// <summary>Sets what <see cref="Configure(Action{EdgeOptions})"/> was given.</summary>
    public void ApplyTo(EdgeOptions options)
    {
        foreach (var set in configure) set(options);
    }
}
