using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>The few calls of the C library that reading lines takes.</summary>
internal static unsafe partial class Libc
{
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int Again = 11;
    internal const int AccessDenied = 13;
    internal const int Busy = 16;
    internal const int NoDevice = 19;
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    /// <summary>CLOCK_MONOTONIC, in nanoseconds: the clock that the kernel stamps edges with.</summary>
    internal static long Now => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    /// <returns>The descriptor, or a negative error number.</returns>
    internal static (SafeFileHandle? Handle, int Error) Open(string path)
    {
        var descriptor = open(path, ReadWrite | CloseOnExec);
        return descriptor < 0 ? (null, Marshal.GetLastPInvokeError()) : (new SafeFileHandle(descriptor, ownsHandle: true), 0);
    }

    /// <returns>0, or the error number.</returns>
    internal static int Control<T>(SafeFileHandle handle, nuint request, ref T argument) where T : unmanaged
    {
        fixed (T* at = &argument)
        {
            while (true)
            {
                if (ioctl(handle, request, at) >= 0) return 0;
                var error = Marshal.GetLastPInvokeError();
                if (error != Interrupted) return error;
            }
        }
    }

    /// <summary>Waits for any of the descriptors; a signal ends the wait too.</summary>
    internal static void Poll(Span<PollDescriptor> descriptors, long nanoseconds)
    {
        var limit = new TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        fixed (PollDescriptor* at = descriptors)
        {
            if (ppoll(at, (nuint)descriptors.Length, &limit, null) >= 0) return;
        }
        foreach (ref var descriptor in descriptors) descriptor.Returned = 0;
    }

    /// <returns>How many events were read; −1 when there will be no more: the device is gone.</returns>
    internal static int Read(SafeFileHandle handle, Span<GpioLineEvent> events)
    {
        fixed (GpioLineEvent* at = events)
        {
            var bytes = read(handle, at, (nuint)(events.Length * sizeof(GpioLineEvent)));
            if (bytes >= 0) return (int)bytes / sizeof(GpioLineEvent);
        }
        return Marshal.GetLastPInvokeError() is Interrupted or Again ? 0 : -1;
    }

    /// <summary>A descriptor that can be polled and woken.</summary>
    /// <exception cref="IOException">The system gives no more descriptors.</exception>
    internal static SafeFileHandle CreateWake()
    {
        var descriptor = eventfd(0, CloseOnExec | NonBlocking);
        if (descriptor < 0)
            throw new IOException(
                $"No descriptor to wake the reader with: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}. 系统无可用文件描述符。");
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    internal static void Wake(SafeFileHandle wake)
    {
        var one = 1UL;
        _ = write(wake, &one, sizeof(ulong)); // fails only when it is awake already
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int ioctl(SafeFileHandle descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    private static partial int ppoll(PollDescriptor* descriptors, nuint count, TimeSpec* limit, void* signals);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint read(SafeFileHandle descriptor, void* buffer, nuint bytes);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint write(SafeFileHandle descriptor, void* buffer, nuint bytes);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int eventfd(uint initial, int flags);
}
