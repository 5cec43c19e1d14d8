using CityKit.Edge.Channels;

namespace CityKit.Edge.Serial;

/// <summary>
/// A meter head's numbers as channels (串口表头): each channel is the number that follows its prefix in the newest line that begins so, such as
/// <c>1-0:1.8.0</c> in <c>1-0:1.8.0*255(00123.456*kWh)</c>.
/// </summary>
public sealed class SerialMeterSource : IChannelSource
{
    /// <summary>No number has come for too long.</summary>
    public const string Silent = "silent";

    private readonly SerialLineReader reader;
    private readonly SerialMeterChannel[] channels;
    private readonly ChannelRead[] newest;
    private readonly long[] heardAt;
    private readonly TimeProvider time;
    private readonly TimeSpan silentAfter;
    private readonly List<SerialText> lines = [];

    /// <summary>Reads from a line; opened at the first reading.</summary>
    /// <param name="options">The line.</param>
    /// <param name="channels">Its numbers.</param>
    /// <param name="time">For knowing an old number.</param>
    /// <param name="silentAfter">A number older than this does not count.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SerialMeterSource(SerialPortOptions options, IEnumerable<SerialMeterChannel> channels, TimeProvider time, TimeSpan silentAfter)
    {
        reader = new SerialLineReader(options);
        this.channels = [.. channels];
        if (Array.Find(this.channels, c => c.Prefix.Length == 0 || c.Decimals is < 0 or > 9) is { } wrong)
            throw new ArgumentException($"Channel '{wrong.Name}' needs a prefix, and 0 to 9 decimals. 通道“{wrong.Name}”须有前缀，小数位 0 至 9。",
                nameof(channels));
        Channels = [.. this.channels.Select(c => c.Name)];
        newest = new ChannelRead[this.channels.Length];
        heardAt = new long[this.channels.Length];
        (this.time, this.silentAfter) = (time, silentAfter);
        Forget(Silent);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <inheritdoc/>
    public ChannelRead Read(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, channels.Length);
        if (!reader.TryRead(lines)) Forget(ChannelRead.Gone);
        foreach (var line in lines) Take(line);
        lines.Clear();
        return newest[channel].Problem is null && time.GetElapsedTime(heardAt[channel]) > silentAfter
            ? ChannelRead.None(Silent) : newest[channel];
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private void Take(SerialText line)
    {
        for (var i = 0; i < channels.Length; i++)
        {
            if (!line.Text.StartsWith(channels[i].Prefix, StringComparison.Ordinal)) continue;
            if (MeterText.Read(channels[i].Prefix, line.Text.AsSpan(channels[i].Prefix.Length), channels[i].Decimals,
                channels[i].Unit) is not { } read)
                continue;
            newest[i] = read;
            heardAt[i] = time.GetTimestamp();
        }
    }

    private void Forget(string problem) => Array.Fill(newest, ChannelRead.None(problem));
}
