namespace CityKit.Edge.Channels;

/// <summary>
/// Where numbers come from that no edge announces (通道来源): analogue inputs, thermometers, meters. Asked for each value at its own rate, by
/// one thread.
/// </summary>
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
