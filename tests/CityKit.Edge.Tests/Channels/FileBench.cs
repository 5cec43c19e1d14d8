using System.Globalization;
using CityKit.Edge.Channels;
using CityKit.Edge.Channels.Files;
using CityKit.Edge.Testing;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Channels;

/// <summary>Kernel files on the conformance suite's bench: unplugged, they are not there.</summary>
internal sealed class FileBench : IChannelBench
{
    private static readonly string[] Names = ["boiler", "cellar"];
    private readonly TempFolder folder = new();
    private readonly long[] values = new long[Names.Length];

    internal FileBench()
    {
        Source = new FileChannelSource(Names.Select(name => new ChannelFile(name, ChannelFileKind.Plain, folder.File(name))));
        for (var channel = 0; channel < Names.Length; channel++) Set(channel, 0);
    }

    public IChannelSource Source { get; }

    public void Set(int channel, long value)
    {
        values[channel] = value;
        File.WriteAllText(folder.File(Names[channel]), value.ToString(CultureInfo.InvariantCulture));
    }

    public void SetPlugged(int channel, bool plugged)
    {
        if (plugged) Set(channel, values[channel]);
        else File.Delete(folder.File(Names[channel]));
    }

    public void Dispose()
    {
        Source.Dispose();
        folder.Dispose();
    }
}
