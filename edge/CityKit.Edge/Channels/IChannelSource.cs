namespace CityKit.Edge.Channels;

/// <summary>
/// A source of numbers that no edge announces (通道来源): analogue inputs, thermometers, meters. Asked for each value at its own rate, by
/// one thread.
/// </summary>
/// <remarks>
/// Implement it for a bus or protocol that CityKit does not read, add it by <see cref="EdgeBuilder.AddChannelKind"/>, and try it with
/// <c>ChannelSourceConformance</c>. A number is a whole one in the channel's smallest unit, such as thousandths of a degree. A channel is
/// read every 10 ms to 1 day, and a time that was missed is not made up for. A source that throws becomes <c>fault</c> and is asked less
/// and less often; one that does not answer for 10 s becomes <c>hangs</c>, and no other source waits for it. The runtime disposes it, after
/// a reading that hangs has come back.
/// </remarks>
/// <example><code>
/// services.AddCityKitEdge(edge => edge.AddChannelKind("tank", channel => new ChannelConfiguration(channel.Name, channel.Period())
/// {
///     Opening = new ChannelOpening("tank", (channels, time) => new Tank([.. channels.Select(one => one.Name)])),
/// }));
/// sealed class Tank(IReadOnlyList&lt;string> names) : IChannelSource
/// {
///     public IReadOnlyList&lt;string> Channels => names;
///     public ChannelRead Read(int channel) =>
///         long.TryParse(File.ReadAllText("/run/tank/mm"), out var level) ? new(level) : ChannelRead.None(ChannelRead.Garbled);
///     public void Dispose() { }
/// }
/// </code></example>
public interface IChannelSource : IDisposable
{
    /// <summary>The names of its channels.</summary>
    IReadOnlyList<string> Channels { get; }

    /// <summary>
    /// Reads a channel; may take up to a second, as 1-wire thermometers do. What goes wrong is reported in the answer, not thrown.
    /// </summary>
    /// <param name="channel">Index in <see cref="Channels"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
    ChannelRead Read(int channel);
}
