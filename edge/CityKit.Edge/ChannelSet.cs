using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices.Opened;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge;

/// <summary>
/// All channels of a configuration (通道组), opened together: a thread for the files of each folder (one sensor of the kernel), and one for
/// each 1-wire thermometer and each serial line: what hangs keeps nothing else waiting.
/// </summary>
internal sealed class ChannelSet : IDisposable
{
    private readonly List<IChannelSource> sources = [];
    private readonly List<ChannelPoller> pollers = [];
    private readonly ILogger logger;
    private Task[] running = [];

    /// <summary>Opens sources; nothing is read yet.</summary>
    /// <param name="channels">What the configuration says.</param>
    /// <param name="now">The monotonic clock of the lines, in nanoseconds.</param>
    /// <param name="time">For knowing an old number.</param>
    /// <param name="devices">The devices that channels of kind <c>device</c> and <c>code-reader</c> read; null for none.</param>
    /// <param name="logger">For people; null for nobody.</param>
    /// <exception cref="ArgumentException">A channel is out of its ranges; never for a configuration that was read without
    /// errors.</exception>
    public ChannelSet(IReadOnlyList<ChannelConfiguration> channels, Func<long> now, TimeProvider time, DeviceSet? devices = null,
        ILogger? logger = null)
    {
        this.logger = logger ?? NullLogger.Instance;
        foreach (var group in channels.GroupBy(c => SourceKey(c, devices)))
        {
            var source = Open([.. group], time, devices);
            sources.Add(source);
            pollers.Add(new ChannelPoller(source, [.. group.Select(c => new PolledChannel(c.Name, c.Period))], now, logger));
        }
    }

    /// <summary>All channels from one source, such as a simulated one.</summary>
    /// <param name="source">Where they are; disposed with this.</param>
    /// <param name="channels">Which, and how often.</param>
    /// <param name="now">The monotonic clock of the lines, in nanoseconds.</param>
    /// <param name="logger">For people; null for nobody.</param>
    /// <exception cref="ArgumentException">The source has no such channel.</exception>
    public ChannelSet(IChannelSource source, IReadOnlyList<ChannelConfiguration> channels, Func<long> now, ILogger? logger = null)
    {
        this.logger = logger ?? NullLogger.Instance;
        sources.Add(source);
        if (channels.Count > 0)
            pollers.Add(new ChannelPoller(source, [.. channels.Select(c => new PolledChannel(c.Name, c.Period))], now, logger));
    }

    /// <summary>What the loop takes samples from.</summary>
    public IReadOnlyList<ChannelPoller> Pollers => pollers;

    /// <summary>Reads all until cancelled. A source that hangs keeps the task from ending.</summary>
    public Task RunAsync(TimeProvider time, CancellationToken cancel) =>
        Task.WhenAll(running = [.. pollers.Select(p => p.RunAsync(time, cancel))]);

    /// <summary>Closes the sources; one that is still being read is closed when its reading comes back.</summary>
    public void Dispose()
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var (source, reading) = (sources[i], i < running.Length ? running[i] : Task.CompletedTask);
            if (reading.IsCompleted) Close(source);
            else _ = reading.ContinueWith(_ => Close(source), TaskScheduler.Default);
        }
    }

    private void Close(IChannelSource source)
    {
        try
        {
            source.Dispose();
        }
        catch (Exception fault)
        {
            ChannelLog.NotClosed(logger, fault);
        }
    }

    private static DeviceSet Known(DeviceSet? devices) =>
        devices ?? throw new ArgumentException("Channels read devices, and none are given. 通道引用了设备，但未提供设备。", nameof(devices));

    private static string SourceKey(ChannelConfiguration channel, DeviceSet? devices) => channel switch
    {
        { Opening: null, SaltFile: null, Device: not null } => "device " + Known(devices).BusKeyOf(channel),
        _ => ChannelGroups.KeyOf(channel),
    };

    private static IChannelSource Open(ChannelConfiguration[] group, TimeProvider time, DeviceSet? devices) => group[0] switch
    {
        { Opening: null, Device: not null } => Known(devices).OpenChannels(group),
        _ => ChannelGroups.Open(group, time),
    };
}
