using CityKit.Edge.Channels;

namespace CityKit.Edge.Configuration;

/// <summary>How channels of a kind are opened (通道打开方式): those with equal keys together, as one source with a thread of its own.</summary>
/// <param name="Key">What they share, such as the path of a serial line.</param>
/// <param name="Open">Opens the source of the channels with this key; its channels have their names. Nothing is read yet.</param>
public sealed record ChannelOpening(string Key, Func<IReadOnlyList<ChannelConfiguration>, TimeProvider, IChannelSource> Open);
