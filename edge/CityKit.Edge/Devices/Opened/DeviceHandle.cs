namespace CityKit.Edge.Devices.Opened;

/// <summary>A device and the thread of its bus, for callers on any thread.</summary>
internal sealed class DeviceHandle(DeviceSlot slot, DeviceBusThread bus)
{
    /// <summary>As long as the slowest device measures: a gas sensor heats, a CO₂ sensor is asked whether it is ready.</summary>
    internal static readonly TimeSpan SlowPatience = TimeSpan.FromSeconds(2);

    private volatile bool hangs;

    internal DeviceSlot Slot => slot;

    internal DeviceBusThread Bus => bus;

    /// <summary>The last call did not come back in time.</summary>
    internal bool Hangs => hangs;

    internal DeviceAnswer Use<T>(Action<T> use, TimeSpan patience) where T : class, IDevice
    {
        var done = false;
        hangs = !bus.TryRun(() => done = slot.TryUse(device => use((T)device)), patience);
        return hangs ? DeviceAnswer.Hung : done ? DeviceAnswer.Done : DeviceAnswer.Failed;
    }
}
