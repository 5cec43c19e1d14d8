using CityKit.Edge.Channels;

namespace CityKit.Edge.Devices;

/// <summary>
/// Numbers of any sensor that a .NET class reads, as those of <c>Iot.Device.Bindings</c> do (适配传感器类的通道来源). They share no interface, so each
/// channel says in one line how it asks: <c>new SensorChannel("hall-temperature", () =&gt; bme.TryReadTemperature(out var t) ?
/// t.DegreesCelsius : null, 1000)</c>.
/// </summary>
public sealed class SensorChannelSource : IChannelSource
{
    private readonly SensorChannel[] channels;
    private readonly IDisposable[] owned;

    /// <summary>A source of these channels.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="owned">Sensors that are disposed with this source.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or there is no channel.</exception>
    public SensorChannelSource(IReadOnlyList<SensorChannel> channels, params IReadOnlyList<IDisposable> owned)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(owned);
        if (channels.Count == 0 || channels.DistinctBy(c => c.Name).Count() < channels.Count)
            throw new ArgumentException("A source has channels, and their names differ. 通道名称不可重复，且至少一个。", nameof(channels));
        (this.channels, this.owned) = ([.. channels], [.. owned]);
        Channels = [.. channels.Select(c => c.Name)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <inheritdoc/>
    public ChannelRead Read(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, channels.Length);
        try
        {
            return channels[channel].Read() is { } value
                ? ToRead(value * channels[channel].SmallestUnits) : ChannelRead.None(ChannelRead.Unreadable);
        }
        catch (Exception silent) when (silent is IOException or TimeoutException)
        {
            return ChannelRead.None(ChannelRead.Gone);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sensor in owned) sensor.Dispose();
    }

    private static ChannelRead ToRead(double value) => Math.Abs(value) <= long.MaxValue / 2 // false for NaN too
        ? new ChannelRead((long)Math.Round(value, MidpointRounding.AwayFromZero))
        : ChannelRead.None(ChannelRead.Garbled);
}
