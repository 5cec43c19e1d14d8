using NodaTime;

namespace CityKit.Edge.Channels;

/// <summary>A channel and how often it is read (轮询通道).</summary>
/// <param name="Name">Its name at the source.</param>
/// <param name="Period">How often; 10 ms to 1 day.</param>
internal sealed record PolledChannel(string Name, Duration Period);
