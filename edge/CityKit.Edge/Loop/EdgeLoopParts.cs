using CityKit.Edge.Channels;
using CityKit.Edge.Detectors;
using CityKit.Edge.Evidence;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Loop;

/// <summary>What a loop reads, judges by and switches (循环部件).</summary>
/// <param name="Source">The lines.</param>
/// <param name="Detectors">What makes each detector; called again when one failed.</param>
/// <param name="Clock">The wall clock.</param>
internal sealed record EdgeLoopParts(ILineSource Source, IReadOnlyList<Func<IDetector>> Detectors, IWallClock Clock)
{
    /// <summary>What is judged on the device; null for nothing.</summary>
    public LocalRules? Rules { get; init; }

    /// <summary>Where samples come from; run by their owner.</summary>
    public IReadOnlyList<ChannelPoller> Channels { get; init; } = [];

    /// <summary>What keeps the edges around detections; null for nothing.</summary>
    public EvidenceKeeper? Evidence { get; init; }

    /// <summary>What detectors and alerts may switch, disposed by their owner; null when there is nothing to switch.</summary>
    public IReadOnlyList<IOutputLine>? Outputs { get; init; }

    /// <summary>Which alerts of local rules switch which outputs.</summary>
    public IReadOnlyList<AlertDrive> Drives { get; init; } = [];
}
