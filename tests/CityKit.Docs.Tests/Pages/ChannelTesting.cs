using CityKit.Edge.Channels;
using CityKit.Edge.Testing;

namespace CityKit.Docs.Tests.Pages;

/// <summary>Stands in for a reader's own source.</summary>
internal sealed class MySource(params string[] names) : IChannelSource
{
    internal long[] Values { get; } = new long[names.Length];

    internal bool[] Plugged { get; } = [.. names.Select(_ => true)];

    public IReadOnlyList<string> Channels => names;

    public ChannelRead Read(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channel, Math.Clamp(channel, 0, names.Length - 1));
        return Plugged[channel] ? new ChannelRead(Values[channel]) : ChannelRead.None(ChannelRead.Gone);
    }

    public void Dispose()
    {
        // It opens nothing.
    }
}

internal sealed class MyChannels : IChannelBench
{
    private readonly MySource source = new("boiler", "cellar"); // yours, over something that the test can move

    public IChannelSource Source => source;

    public void Set(int channel, long value) => source.Values[channel] = value;

    public void SetPlugged(int channel, bool plugged) => source.Plugged[channel] = plugged;

    public void Dispose() => source.Dispose();
}

public sealed class MyChannelTests
{
    public static TheoryData<string> Promises => [.. new ChannelSourceConformance(() => new MyChannels()).Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Promises))]
    public void MySource_KeepsThePromise(string promise) =>
        new ChannelSourceConformance(() => new MyChannels()).Checks.Single(check => check.Name == promise).Run();
}
