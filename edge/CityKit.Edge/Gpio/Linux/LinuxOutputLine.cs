using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>
/// An output on a GPIO chip (Linux 输出线路). It begins in its safe state, without a pulse, and is put back into it when disposed. A killed
/// process cannot do that, and the kernel leaves the pin as it was or lets it float: wire a resistor for the safe state too
/// (docs/wiring.md).
/// </summary>
internal sealed class LinuxOutputLine : IOutputLine
{
    private readonly Lock gate = new();
    private readonly LinuxOutput output;
    private readonly string consumer;
    private SafeFileHandle? handle;
    private volatile string? trouble;
    private bool active;
    private bool disposed;

    /// <summary>Requests the line.</summary>
    /// <param name="output">Which line, and how.</param>
    /// <param name="consumer">The name that other programs are shown; up to 31 bytes.</param>
    /// <param name="startWithout">True to begin also when it cannot be had; it is requested again whenever it is switched.</param>
    /// <exception cref="ArgumentException">A member is out of its range.</exception>
    /// <exception cref="LineUnavailableException">The line cannot be had.</exception>
    public LinuxOutputLine(LinuxOutput output, string consumer = "citykit-edge", bool startWithout = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Check();
        (this.output, this.consumer, active) = (output, consumer, output.SafeState);
        try
        {
            handle = Request();
        }
        catch (LineUnavailableException) when (startWithout)
        {
            handle = null; // Request has noted why
        }
    }

    /// <inheritdoc/>
    public string Name => output.Name;

    /// <inheritdoc/>
    public bool SafeState => output.SafeState;

    /// <inheritdoc/>
    public bool IsActive
    {
        get { lock (gate) return active; }
    }

    /// <inheritdoc/>
    public string? WhyAway => trouble;

    /// <summary>Switches it; a chip that was away is requested again.</summary>
    /// <exception cref="LineUnavailableException">The chip is away, or another program took the line meanwhile.</exception>
    /// <exception cref="IOException">The kernel refuses.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public void Set(bool active)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            this.active = active;
            if (handle is not null && Write_NeedsLock() is var error and not Libc.NoDevice) Check(error);
            else Renew_NeedsLock();
        }
    }

    /// <summary>Puts it into its safe state and gives it back.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            active = SafeState;
            if (handle is not null) Write_NeedsLock();
            handle?.Dispose();
        }
    }

    private SafeFileHandle Request()
    {
        try
        {
            using var chip = GpioChip.Open(output.Name, output.Chip);
            var requested = chip.Request(output.Name, output.Offset, output.LineName, consumer, output.ToConfig(active), 0);
            trouble = null;
            return requested;
        }
        catch (LineUnavailableException unavailable)
        {
            trouble = unavailable.Message;
            throw;
        }
    }

    private void Renew_NeedsLock()
    {
        handle?.Dispose();
        handle = null;
        handle = Request();
    }

    private int Write_NeedsLock()
    {
        var values = new GpioLineValues { Bits = active ? 1ul : 0, Mask = 1 };
        return Libc.Control(handle!, GpioUapi.SetValues, ref values);
    }

    private void Check(int error)
    {
        if (error != 0)
            throw new IOException($"Output '{Name}' cannot be switched: {Marshal.GetPInvokeErrorMessage(error)}. 输出“{Name}”无法切换。");
    }
}
