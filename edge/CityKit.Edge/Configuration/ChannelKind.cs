namespace CityKit.Edge.Configuration;

/// <summary>One kind of channel that <c>edge.json</c> may name (通道种类): the word, and what reads the rest of its object.</summary>
/// <param name="Name">The word.</param>
/// <param name="Read">Reads the channel; what is wrong is noted at its reader, and the file is then refused.</param>
internal sealed record ChannelKind(string Name, Func<ChannelReader, ChannelConfiguration> Read);
