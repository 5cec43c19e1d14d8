using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Tests.Serial;

/// <summary>The other end of a serial line: a pseudo-terminal of the kernel.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private readonly SafeFileHandle master;

    internal PseudoTerminal()
    {
        // O_RDWR | O_NOCTTY | O_CLOEXEC: a child of another test would keep it from hanging up
        master = new SafeFileHandle(posix_openpt(2 | 0x100 | 0x80000), ownsHandle: true);
        var path = new byte[64];
        if (master.IsInvalid || grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, path, (nuint)path.Length) != 0)
            throw new IOException($"No pseudo-terminal: error {Marshal.GetLastPInvokeError()}.");
        Path = Encoding.ASCII.GetString(path).TrimEnd('\0');
    }

    internal string Path { get; }

    internal void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(bytes.Length, (int)write(master, bytes, (nuint)bytes.Length));
    }

    internal void HangUp() => master.Dispose();

    public void Dispose() => master.Dispose();

    [DllImport("libc", SetLastError = true)]
    private static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(SafeFileHandle master);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(SafeFileHandle master);

    [DllImport("libc", SetLastError = true)]
    private static extern int ptsname_r(SafeFileHandle master, byte[] buffer, nuint length);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(SafeFileHandle master, byte[] bytes, nuint count);
}
