using CityKit.Edge.Configuration;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Devices.Opened;

/// <summary>
/// The lines of one expander: which are inputs and outputs, and the levels that its outputs are to have. A device that came back is given
/// them again.
/// </summary>
internal sealed class ExpanderPort
{
    private const long DefaultPollMs = 20;
    private static readonly TimeSpan SwitchPatience = TimeSpan.FromMilliseconds(250); // the loop waits for it
    private readonly Lock gate = new();
    private readonly ulong outputs;
    private readonly ulong pulledUp;
    private ulong high;

    internal ExpanderPort(DeviceConfiguration device, EdgeConfiguration configuration, DeviceBusThread bus, TimeProvider time)
    {
        var driven = configuration.Outputs.Where(o => o.Chip == device.Chip).ToArray();
        outputs = Bits(driven.Select(o => o.Offset!.Value));
        high = Bits(driven.Where(o => o.SafeState != o.ActiveLow).Select(o => o.Offset!.Value));
        pulledUp = Bits(configuration.Lines.Where(l => l.Chip == device.Chip && l.Bias == LineBias.PullUp).Select(l => l.Offset!.Value));
        PollEvery = TimeSpan.FromMilliseconds(device.Settings.GetValueOrDefault("pollMs", DefaultPollMs));
        Handle = new DeviceHandle(new DeviceSlot(device, time, opened => ((IExpander)opened).Configure(outputs, pulledUp, Wanted)), bus);
    }

    internal DeviceHandle Handle { get; }

    internal TimeSpan PollEvery { get; }

    private ulong Wanted
    {
        get { lock (gate) return high; }
    }

    /// <summary>Sets an output's level; when the device is away, it gets the level once it is back.</summary>
    internal DeviceAnswer Set(int offset, bool level)
    {
        lock (gate) high = level ? high | 1ul << offset : high & ~(1ul << offset);
        return Handle.Use<IExpander>(d => d.Write(Wanted), SwitchPatience);
    }

    /// <summary>The levels now, on the bus's thread; null when it cannot be read.</summary>
    internal ulong? TryRead()
    {
        ulong levels = 0;
        return Handle.Slot.TryUse(d => levels = ((IExpander)d).Read()) ? levels : null;
    }

    private static ulong Bits(IEnumerable<int> offsets) => offsets.Aggregate(0ul, (bits, offset) => bits | 1ul << offset);
}
