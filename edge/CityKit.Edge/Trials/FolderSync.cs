using System.Runtime.InteropServices;

namespace CityKit.Edge.Trials;

/// <summary>
/// Makes names in a folder durable: after a rename the folder itself is synced. Elsewhere than on Unix a synced file has its name synced
/// too.
/// </summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The folder cannot be synced.</exception>
    internal static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = open(folder, ReadOnly);
        if (descriptor < 0) throw Failed(folder);
        var synced = fsync(descriptor);
        var error = synced < 0 ? Failed(folder) : null;
        _ = close(descriptor);
        if (error is not null) throw error;
    }

    private static IOException Failed(string folder) => new($"{folder} cannot be synced: error {Marshal.GetLastPInvokeError()}. 目录无法落盘。");

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
