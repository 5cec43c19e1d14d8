using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Evidence;

namespace CityKit.Edge.Configuration;

/// <summary>What <c>edge.json</c> says (边缘配置): the device, its lines and sensors, where to forward, how much to keep.</summary>
/// <param name="Device">The device.</param>
/// <param name="Hub">The hub's address; null for a device that only stores.</param>
/// <param name="OutboxCapBytes">How large the outbox may grow before the oldest readings go.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Sensors">The sensors, each with its detector's options.</param>
public sealed record EdgeConfiguration(DeviceId Device, Uri? Hub, long OutboxCapBytes, IReadOnlyList<LineConfiguration> Lines, IReadOnlyList<IDetectorOptions> Sensors)
{
    /// <summary>The channels: values that are read at a rate.</summary>
    public IReadOnlyList<ChannelConfiguration> Channels { get; init; } = [];

    /// <summary>The sensors whose detections are kept as evidence.</summary>
    public IReadOnlyList<EvidenceSensor> Evidence { get; init; } = [];

    /// <summary>Reads the text of an <c>edge.json</c>; all that is wrong is told at once, with line and column.</summary>
    public static EdgeConfigurationResult Parse(ReadOnlySpan<byte> utf8) => EdgeConfigurationReader.Read(utf8);
}
