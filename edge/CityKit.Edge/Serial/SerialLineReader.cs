using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Serial;

/// <summary>
/// Reads lines of text from a serial line (串口读取) without ever blocking. A line that went away is opened again when it is back; half a text
/// is forgotten.
/// </summary>
internal sealed class SerialLineReader : IDisposable
{
    private readonly SerialPortOptions options;
    private readonly LineFramer framer;
    private readonly byte[] buffer = new byte[1024];
    private SafeFileHandle? handle;

    /// <summary>Nothing is opened yet.</summary>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of its range.</exception>
    public SerialLineReader(SerialPortOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        _ = Termios.SpeedCode(options.BitsPerSecond);
        this.options = options;
        framer = new LineFramer(options.MaxLineBytes);
    }

    /// <summary>True while the line is open.</summary>
    public bool IsPresent => handle is not null;

    /// <summary>Takes what has come; opens the line when it is not open.</summary>
    /// <returns>False when the line is not there.</returns>
    /// <exception cref="IOException">What is there is no serial line.</exception>
    public bool Read(ICollection<SerialText> lines)
    {
        handle ??= Termios.TryOpen(options);
        if (handle is null) return false;
        for (var rounds = 0; rounds < 64; rounds++) // a babbling line must not keep its reader forever
        {
            var count = Termios.Read(handle, buffer);
            if (count < 0) return Lose();
            if (count == 0) return true;
            framer.Take(buffer.AsSpan(0, count), lines);
        }
        return true;
    }

    /// <summary>As <see cref="Read"/>; what is there and is no serial line is as one that is not there.</summary>
    internal bool TryRead(ICollection<SerialText> lines)
    {
        try
        {
            return Read(lines);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Lose();

    private bool Lose()
    {
        handle?.Dispose();
        handle = null;
        framer.Reset();
        return false;
    }
}
