using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Devices;
using Microsoft.Extensions.Configuration;

namespace CityKit.Edge;

/// <summary>
/// Puts an edge device together (边缘构建器): its options, and the kinds of sensor, channel and device that a vendor adds in code.
/// </summary>
/// <remarks>
/// You are given one by <c>AddCityKitEdge</c> and by the agent's <c>EdgeAgent.RunAsync</c>; create one to read an <c>edge.json</c> outside
/// of a host. Use it from one thread while services are registered; it opens nothing and needs no disposal. Options are set in the order of
/// the calls, so the last one counts. A kind that is added twice under one name is refused at once.
/// </remarks>
/// <example><code>
/// services.AddCityKitEdge(edge => edge
///     .AddDevices() // the sensors of CityKit.Edge.Devices, by name
///     .AddDetector("lift-call", sensor => new AlarmKeyOptions(sensor.Sensor, sensor.Line("line")))
///     .Configure(configuration.GetSection("Edge")) // Device, DataFolder, Forwarder:Hub and all else that is no code
///     .Configure(options => options.Source = _ => lines));
/// </code></example>
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
