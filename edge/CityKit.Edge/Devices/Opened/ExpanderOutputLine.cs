using CityKit.Edge.Configuration;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Devices.Opened;

/// <summary>An output on an expander. A device that is away is given the state as soon as it is back.</summary>
internal sealed class ExpanderOutputLine(OutputConfiguration output, ExpanderPort port) : IOutputLine
{
    private volatile bool active = output.SafeState;
    private volatile bool disposed;

    public string Name => output.Name;

    public bool SafeState => output.SafeState;

    public bool IsActive => active;

    public void Set(bool active)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        this.active = active;
        var answer = port.Set(output.Offset!.Value, active != output.ActiveLow);
        if (answer == DeviceAnswer.Done) return;
        var why = answer == DeviceAnswer.Hung ? "it has not answered in time" : port.Handle.Slot.Why ?? "it is away";
        var device = port.Handle.Slot.Configuration.Name;
        throw new IOException($"Output '{Name}' cannot be switched at '{device}': {why}. 扩展器“{device}”上的输出“{Name}”无法切换。");
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        active = SafeState;
        port.Set(output.Offset!.Value, SafeState != output.ActiveLow);
    }
}
