namespace CityKit.Edge.Channels;

/// <summary>One reading of one channel (采样).</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Nanoseconds">When it was read; monotonic.</param>
/// <param name="Read">What it gave.</param>
internal readonly record struct ChannelSample(string Channel, long Nanoseconds, ChannelRead Read);
