using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Serial;

/// <summary>The terminal settings of Linux (termios), for x64 and arm64: raw bytes, a speed, a parity.</summary>
/// <remarks>
/// System.IO.Ports 10.0.15 was tried beside it on pseudo-terminals (benchmark <c>serial</c>): a text reached its reader some 30 to 650
/// times later (medians), closing took longer, and reading a line that was unplugged threw, where here it is opened again.
/// </remarks>
internal static unsafe partial class Termios
{
    private const int ReadOnlyAccess = 0;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int Now = 0;
    private const uint Bits7 = 0x20;
    private const uint BitsMask = 0x30;
    private const uint ParityEnable = 0x100;
    private const uint ReceiverOn = 0x80;
    private const uint IgnoreModemLines = 0x800;
    private const uint CheckParity = 0x10;
    private static readonly (int Bits, uint Code)[] Speeds =
        [(300, 7), (600, 8), (1200, 9), (2400, 11), (4800, 12), (9600, 13), (19200, 14), (38400, 15), (57600, 0x1001), (115200, 0x1002)];

    internal static IEnumerable<int> SpeedNames => Speeds.Select(s => s.Bits);

    /// <exception cref="ArgumentOutOfRangeException">There is no such speed.</exception>
    internal static uint SpeedCode(int bitsPerSecond) => Array.Find(Speeds, s => s.Bits == bitsPerSecond) is { Code: > 0 } found
        ? found.Code
        : throw new ArgumentOutOfRangeException(nameof(bitsPerSecond), bitsPerSecond,
            $"A serial line has {string.Join(", ", Speeds.Select(s => s.Bits))} bits a second. 串口速率须为其中之一。");

    /// <summary>Opens a line for reading, raw; null when it is not there or may not be read.</summary>
    /// <exception cref="IOException">What is there is no serial line.</exception>
    internal static SafeFileHandle? TryOpen(SerialPortOptions options)
    {
        var descriptor = open(options.Path, ReadOnlyAccess | NoControllingTerminal | CloseOnExec | NonBlocking);
        if (descriptor < 0) return null;
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (TrySet(handle, options)) return handle;
        handle.Dispose();
        throw new IOException($"{options.Path} is no serial line; name one such as /dev/ttyUSB0. {options.Path} 不是串口。");
    }

    /// <returns>How many bytes; 0 for none yet, −1 when the line is gone.</returns>
    internal static int Read(SafeFileHandle handle, Span<byte> buffer)
    {
        fixed (byte* at = buffer)
        {
            var count = read(handle, at, (nuint)buffer.Length);
            if (count > 0) return (int)count;
            if (count == 0) return -1; // hung up
        }
        return Marshal.GetLastPInvokeError() is 4 or 11 ? 0 : -1; // interrupted, nothing yet
    }

    private static bool TrySet(SafeFileHandle handle, SerialPortOptions options)
    {
        var settings = default(Settings);
        if (tcgetattr(handle, &settings) != 0) return false;
        cfmakeraw(&settings);
        settings.Control |= ReceiverOn | IgnoreModemLines;
        if (options.Parity == SerialParity.Even7)
        {
            settings.Control = (settings.Control & ~BitsMask) | Bits7 | ParityEnable;
            settings.Input |= CheckParity;
        }
        var speed = SpeedCode(options.BitsPerSecond);
        return cfsetispeed(&settings, speed) == 0 && cfsetospeed(&settings, speed) == 0 && tcsetattr(handle, Now, &settings) == 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Settings
    {
        internal uint Input;
        internal uint Output;
        internal uint Control;
        internal uint Local;
        internal byte Discipline;
        internal fixed byte Characters[32];
        internal uint InputSpeed;
        internal uint OutputSpeed;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint read(SafeFileHandle descriptor, void* buffer, nuint bytes);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int tcgetattr(SafeFileHandle descriptor, Settings* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int tcsetattr(SafeFileHandle descriptor, int when, Settings* settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void cfmakeraw(Settings* settings);

    [LibraryImport("libc", EntryPoint = "cfsetispeed")]
    private static partial int cfsetispeed(Settings* settings, uint speed);

    [LibraryImport("libc", EntryPoint = "cfsetospeed")]
    private static partial int cfsetospeed(Settings* settings, uint speed);
}
