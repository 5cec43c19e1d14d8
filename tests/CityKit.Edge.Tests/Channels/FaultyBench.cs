using CityKit.Edge.Channels;
using CityKit.Edge.Testing;

namespace CityKit.Edge.Tests.Channels;

/// <summary>A source that breaks one promise; none when <paramref name="fault"/> is empty.</summary>
internal sealed class FaultyBench(string fault) : IChannelBench, IChannelSource
{
    private readonly long[] values = new long[2];
    private readonly bool[] away = new bool[2];
    private bool wasAway;
    private bool isDisposed;

    public IChannelSource Source => this;

    public IReadOnlyList<string> Channels => fault == "same names" ? ["a", "a"] : ["a", "b"];

    public void Set(int channel, long value)
    {
        if (fault != "keeps the first value" || values[channel] == 0) values[channel] = value;
    }

    public void SetPlugged(int channel, bool plugged)
    {
        away[channel] = !plugged;
        wasAway |= !plugged;
    }

    public ChannelRead Read(int channel)
    {
        if (fault == "any channel" && channel is < 0 or > 1) return new ChannelRead(0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(channel, Math.Clamp(channel, 0, 1));
        if (IsAway(channel)) return fault switch
        {
            "throws" => throw new IOException("unplugged"),
            "no problem" => new ChannelRead(0),
            "the last value" => new ChannelRead(values[channel], ChannelRead.Gone),
            "a long problem" => ChannelRead.None(new string('x', 33)),
            _ => ChannelRead.None(ChannelRead.Gone),
        };
        return new ChannelRead(values[fault == "the other's" ? 1 - channel : channel]);
    }

    public void Dispose()
    {
        if (fault == "disposed once" && isDisposed) throw new ObjectDisposedException("source");
        isDisposed = true;
    }

    private bool IsAway(int channel) => fault switch
    {
        "all at once" => away[0] || away[1],
        "never back" => wasAway,
        _ => away[channel],
    };
}
