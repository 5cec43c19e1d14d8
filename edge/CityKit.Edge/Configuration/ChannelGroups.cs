using CityKit.Edge.Channels;
using CityKit.Edge.Channels.Files;
using CityKit.Edge.Serial;

namespace CityKit.Edge.Configuration;

/// <summary>Which channels are read by one source, and what opens it; those of devices aside, which open them themselves.</summary>
internal static class ChannelGroups
{
    /// <summary>The same text for all channels of one source.</summary>
    internal static string KeyOf(ChannelConfiguration channel) => channel switch
    {
        { Opening: { } opening } => "own " + opening.Key,
        { Codes: not null } or { SaltFile: not null } => "codes " + channel.Name,
        { Passes: not null } => "passes " + channel.Name,
        { Port: { } port } => "serial " + port.Path,
        { File.Kind: ChannelFileKind.OneWire } => "one-wire " + channel.Name,
        _ => "files " + Path.GetDirectoryName(channel.File!.Path),
    };

    /// <summary>Opens the source of a group; nothing is read yet.</summary>
    /// <exception cref="ArgumentException">A channel is out of its ranges.</exception>
    internal static IChannelSource Open(ChannelConfiguration[] group, TimeProvider time) => group[0] switch
    {
        { Opening: { } opening } => opening.Open(group, time),
        { Codes: { } codes } => new CodeScannerSource(group[0].Name, codes),
        { Passes: { } passes } => new PassScannerSource(group[0].Name, passes),
        { Port: { } port } => new SerialMeterSource(port, group.Select(c => c.Meter!), time, group[0].SilentAfter.ToTimeSpan()),
        _ => new FileChannelSource(group.Select(c => c.File!)),
    };

    /// <summary>Opens and closes all, to find out whether that is possible.</summary>
    /// <exception cref="ArgumentException">A channel is out of its ranges.</exception>
    internal static void Try(IEnumerable<ChannelConfiguration> channels)
    {
        foreach (var group in channels.GroupBy(KeyOf))
        {
            using var source = Open([.. group], TimeProvider.System);
            _ = new ChannelPoller(source, [.. group.Select(c => new PolledChannel(c.Name, c.Period))], () => 0);
        }
    }
}
