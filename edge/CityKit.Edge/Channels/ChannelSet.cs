using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Edge.Serial;

namespace CityKit.Edge.Channels;

/// <summary>All channels of a configuration (通道组), opened together: files in one thread, each 1-wire thermometer and each serial line in one of its own, as they are slow.</summary>
public sealed class ChannelSet : IDisposable
{
    private readonly List<IChannelSource> sources = [];
    private readonly List<ChannelPoller> pollers = [];

    /// <summary>Opens sources; nothing is read yet.</summary>
    /// <param name="channels">What the configuration says.</param>
    /// <param name="now">The monotonic clock of the lines, in nanoseconds.</param>
    /// <param name="time">For knowing an old number.</param>
    /// <param name="devices">The devices that channels of kind <c>device</c> and <c>code-reader</c> read; null for none.</param>
    /// <exception cref="ArgumentException">A channel is out of its ranges; never for a configuration that was read without errors.</exception>
    public ChannelSet(IReadOnlyList<ChannelConfiguration> channels, Func<long> now, TimeProvider time, DeviceSet? devices = null)
    {
        foreach (var group in channels.GroupBy(c => SourceKey(c, devices)))
        {
            var source = Open([.. group], time, devices);
            sources.Add(source);
            pollers.Add(new ChannelPoller(source, [.. group.Select(c => new PolledChannel(c.Name, c.Period))], now));
        }
    }

    /// <summary>All channels from one source, such as a simulated one.</summary>
    /// <param name="source">Where they are; disposed with this.</param>
    /// <param name="channels">Which, and how often.</param>
    /// <param name="now">The monotonic clock of the lines, in nanoseconds.</param>
    /// <exception cref="ArgumentException">The source has no such channel.</exception>
    public ChannelSet(IChannelSource source, IReadOnlyList<ChannelConfiguration> channels, Func<long> now)
    {
        sources.Add(source);
        if (channels.Count > 0) pollers.Add(new ChannelPoller(source, [.. channels.Select(c => new PolledChannel(c.Name, c.Period))], now));
    }

    /// <summary>What the loop takes samples from.</summary>
    public IReadOnlyList<ChannelPoller> Pollers => pollers;

    /// <summary>Reads all until cancelled.</summary>
    public Task RunAsync(TimeProvider time, CancellationToken cancel) => Task.WhenAll(pollers.Select(p => p.RunAsync(time, cancel)));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in sources) source.Dispose();
    }

    private static DeviceSet Known(DeviceSet? devices) => devices ?? throw new ArgumentException("Channels read devices, and none are given. 通道引用了设备，但未提供设备。", nameof(devices));

    private static string SourceKey(ChannelConfiguration channel, DeviceSet? devices) => channel switch
    {
        { Opening: { } opening } => "own " + opening.Key,
        { SaltFile: not null } => "codes " + channel.Name,
        { Device: not null } => "device " + Known(devices).BusKeyOf(channel),
        { Codes: not null } => "codes " + channel.Name,
        { Port: { } port } => "serial " + port.Path,
        { File.Kind: ChannelFileKind.OneWire } => "one-wire " + channel.Name,
        _ => "files",
    };

    private static IChannelSource Open(ChannelConfiguration[] group, TimeProvider time, DeviceSet? devices) => group[0] switch
    {
        { Opening: { } opening } => opening.Open(group, time),
        { Device: not null } => Known(devices).OpenChannels(group),
        { Codes: { } codes } => new CodeScannerSource(group[0].Name, codes),
        { Port: { } port } => new SerialMeterSource(port, group.Select(c => c.Meter!), time, group[0].SilentAfter.ToTimeSpan()),
        _ => new FileChannelSource(group.Select(c => c.File!)),
    };
}
