using CityKit.Edge.Channels;

namespace CityKit.Edge.Testing;

/// <summary>A channel source under test, and what its channels measure (测试台).</summary>
public interface IChannelBench : IDisposable
{
    /// <summary>The source, opened; it has two channels or more, all of which can be read.</summary>
    IChannelSource Source { get; }

    /// <summary>Makes a channel measure so much from now on.</summary>
    /// <param name="channel">Index in the source's channels.</param>
    /// <param name="value">In the channel's smallest unit.</param>
    void Set(int channel, long value);

    /// <summary>Takes away what a channel measures with, or brings it back; then it measures what it did before.</summary>
    void SetPlugged(int channel, bool plugged);
}
