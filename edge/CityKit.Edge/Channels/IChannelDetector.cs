using CityKit.Edge.Detectors;

namespace CityKit.Edge.Channels;

/// <summary>A detector that judges samples of channels (通道检测器), beside or instead of edges. Pure, as every detector.</summary>
public interface IChannelDetector : IDetector
{
    /// <summary>The names of the channels it listens to.</summary>
    IReadOnlyList<string> Channels { get; }

    /// <summary>A channel was read, or could not be.</summary>
    /// <param name="channel">Index in <see cref="Channels"/>.</param>
    /// <param name="read">What reading it gave.</param>
    /// <param name="nanoseconds">When.</param>
    /// <param name="output">Where events go.</param>
    void OnSample(int channel, ChannelRead read, long nanoseconds, IDetectorOutput output);
}
