using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>
/// The channels of a configuration with values that a script sets (模拟通道). Until it sets one, a channel is gone, as a sensor that is not
/// plugged in. Safe for the script and the pollers at once.
/// </summary>
internal sealed class SimulatedChannels(IReadOnlyList<ChannelConfiguration> channels) : IChannelSource
{
    private readonly Lock gate = new();
    private readonly ChannelRead[] reads = [.. channels.Select(_ => ChannelRead.None(ChannelRead.Gone))];

    public IReadOnlyList<string> Channels { get; } = [.. channels.Select(c => c.Name)];

    public ChannelRead Read(int channel)
    {
        lock (gate) return reads[channel];
    }

    /// <summary>What a channel gives from now on.</summary>
    internal void Set(string channel, ChannelRead read)
    {
        lock (gate) reads[Channels.Index().First(c => c.Item == channel).Index] = read;
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}
