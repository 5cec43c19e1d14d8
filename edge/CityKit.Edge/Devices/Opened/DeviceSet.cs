using CityKit.Core;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Devices.Opened;

/// <summary>
/// All devices of a configuration (设备组), one thread for each bus. Each is opened when it is first used; one that fails is a problem of its
/// own channels and lines, and is tried again after a pause. A call that hangs keeps its bus, nobody else.
/// </summary>
public sealed class DeviceSet : IDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, DeviceHandle> handles = [];
    private readonly Dictionary<string, ExpanderPort> ports = [];
    private readonly Dictionary<string, DeviceBusThread> buses = [];
    private readonly EdgeConfiguration configuration;
    private readonly TimeProvider time;
    private bool disposed;

    /// <summary>Nothing is opened yet.</summary>
    /// <param name="configuration">The devices, and the lines and outputs on them.</param>
    /// <param name="time">The monotonic clock; the system's is CLOCK_MONOTONIC on Linux.</param>
    public DeviceSet(EdgeConfiguration configuration, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        (this.configuration, this.time) = (configuration, time);
        foreach (var device in configuration.Devices) Add(device);
    }

    /// <summary>How the devices are. Safe for any thread.</summary>
    public IReadOnlyList<DeviceStatus> Status =>
        [.. handles.Values.Select(h =>
            new DeviceStatus(h.Slot.Configuration.Name, h.Slot.IsOpen && !h.Hangs, h.Hangs ? "it has not answered in time" : h.Slot.Why))];

    /// <summary>The input lines that are on devices; null when there is none.</summary>
    /// <param name="boot">The boot whose monotonic clock the time is.</param>
    public ILineSource? OpenLines(BootId boot)
    {
        var lines = configuration.Lines.Where(l => DeviceConfiguration.IsDevice(l.Chip)).ToArray();
        return lines.Length == 0 ? null : new ExpanderLineSource(lines, [.. lines.Select(l => ports[l.Chip!])], boot, time);
    }

    /// <summary>An output that is on a device.</summary>
    /// <exception cref="ArgumentException">It is on none of these.</exception>
    public IOutputLine OpenOutput(OutputConfiguration output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return ports.TryGetValue(output.Chip ?? "", out var port)
            ? new ExpanderOutputLine(output, port)
            : throw new ArgumentException($"Output '{output.Name}' is on no device.", nameof(output));
    }

    /// <summary>The channels that read devices, all of one bus.</summary>
    /// <exception cref="ArgumentException">A channel reads no device of these.</exception>
    public IChannelSource OpenChannels(IReadOnlyList<ChannelConfiguration> channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        return channels is [{ SaltFile: { } salt }]
            ? new CodeReaderSource(channels[0].Name, Handle(channels[0]), salt)
            : new DeviceChannelSource(channels, [.. channels.Select(Handle)]);
    }

    /// <summary>Shows rows on a display; what is too long is cut, and what it has no letter for becomes a question mark.</summary>
    /// <returns>False when it cannot be used now, or there is no such display.</returns>
    public bool TryShow(string display, IReadOnlyList<string> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return handles.TryGetValue(display, out var handle) && handle.Slot.Configuration.Type.Role == DeviceRole.Display
            && handle.Use<IStatusDisplay>(d => d.Show([.. rows.Take(d.Rows).Select(r => Fit(r, d.Columns))]),
                DeviceHandle.SlowPatience) == DeviceAnswer.Done;
    }

    /// <summary>Opens a device, or asks an opened one, to see whether it answers: for a doctor.</summary>
    /// <returns>What it measures now, a value or a problem for each quantity; empty for devices that measure nothing; null when it does not
    /// answer.</returns>
    public IReadOnlyList<ChannelRead>? Probe(string device)
    {
        if (!handles.TryGetValue(device, out var handle)) return null;
        var type = handle.Slot.Configuration.Type;
        if (type.Role == DeviceRole.Sensor)
        {
            ChannelRead[] reads = [.. type.Quantities.Select((_, quantity) => DeviceChannelSource.Read(handle, quantity))];
            // some bindings open what is not there
            return Array.TrueForAll(reads, r => r.Problem is ChannelRead.Gone or Serial.SerialMeterSource.Silent) ? null : reads;
        }
        return handle.Use<IDevice>(d => _ = (d as IExpander)?.Read(), DeviceHandle.SlowPatience) == DeviceAnswer.Done ? [] : null;
    }

    /// <summary>Closes all devices and ends the threads; one that hangs is left to the end of the process.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        foreach (var (key, bus) in buses) bus.End(() => CloseAll(key), EndPatience);
    }

    /// <summary>Printable ASCII of at most so many characters.</summary>
    private static string Fit(string row, int columns) => string.Concat(row.Take(columns).Select(c => c is >= ' ' and <= '~' ? c : '?'));

    internal string BusKeyOf(ChannelConfiguration channel) => Handle(channel).Slot.Configuration.BusKey;

    private void CloseAll(string bus)
    {
        foreach (var handle in handles.Values.Where(h => h.Slot.Configuration.BusKey == bus)) handle.Slot.Dispose();
    }

    private void Add(DeviceConfiguration device)
    {
        if (!buses.TryGetValue(device.BusKey, out var bus)) buses.Add(device.BusKey, bus = new DeviceBusThread(device.BusKey, time));
        if (device.Type.Role != DeviceRole.Expander)
        {
            handles.Add(device.Name, new DeviceHandle(new DeviceSlot(device, time), bus));
            return;
        }
        var port = new ExpanderPort(device, configuration, bus, time);
        ports.Add(device.Chip, port);
        handles.Add(device.Name, port.Handle);
    }

    private DeviceHandle Handle(ChannelConfiguration channel) =>
        channel.Device is { } read && handles.TryGetValue(read.Device, out var handle) ? handle
            : throw new ArgumentException($"Channel '{channel.Name}' reads no device of this configuration.");
}
