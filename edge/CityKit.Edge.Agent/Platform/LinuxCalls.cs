using System.Runtime.InteropServices;

namespace CityKit.Edge.Agent.Platform;

/// <summary>
/// The few calls of the C library that .NET has no words for. Layouts are the kernel's own and the same on x64 and arm64.
/// </summary>
internal static partial class LinuxCalls
{
    /// <summary><c>TIME_ERROR</c> of adjtimex(2): the clock is not synchronised.</summary>
    internal const int TimeError = 5;

    private const int TimexBytes = 256; // struct timex has 208
    private const int StatxBytes = 256;
    private const int UserAt = 20; // stx_uid of struct statx; stx_gid follows
    private const int WorkingFolder = -100; // AT_FDCWD
    private const uint UserAndGroup = 0x8 | 0x10; // STATX_UID | STATX_GID

    /// <summary>What the kernel's clock says of itself, without changing it; -1 when it may not be asked.</summary>
    internal static unsafe int ClockState()
    {
        var timex = stackalloc byte[TimexBytes];
        new Span<byte>(timex, TimexBytes).Clear(); // modes = 0: only read
        return AdjustTime(timex);
    }

    /// <summary>User and group of a file; null when it cannot be asked.</summary>
    internal static unsafe (uint User, uint Group)? Owner(string path)
    {
        var statx = stackalloc byte[StatxBytes];
        if (ExtendedStatus(WorkingFolder, path, 0, UserAndGroup, statx) != 0) return null;
        return (*(uint*)(statx + UserAt), *(uint*)(statx + UserAt + 4));
    }

    /// <summary>Gives a file to a user and a group.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    internal static void SetOwner(string path, (uint User, uint Group) owner)
    {
        if (ChangeOwner(path, owner.User, owner.Group) != 0)
            throw new IOException($"{path} cannot be given to user {owner.User}: {Marshal.GetLastPInvokeErrorMessage()}. "
                + $"无法将 {path} 的属主改为 {owner.User}。");
    }

    /// <summary>Takes another program's place in this process: same id, same standard streams. Returns only when that fails.</summary>
    /// <param name="program">The file.</param>
    /// <param name="arguments">All arguments, the program's own name first.</param>
    /// <param name="environment">The whole environment, each <c>NAME=value</c>.</param>
    /// <returns>Why it failed.</returns>
    internal static string Execute(string program, IEnumerable<string> arguments, IEnumerable<string> environment)
    {
        _ = Execute(program, [.. arguments, null], [.. environment, null]);
        return Marshal.GetLastPInvokeErrorMessage();
    }

    /// <summary>
    /// Has the kernel end this process with SIGALRM after some seconds; 0 takes that back. It outlives
    /// <see cref="Execute(string, IEnumerable{string}, IEnumerable{string})"/>.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "alarm")]
    internal static partial uint EndAfter(uint seconds);

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string program, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static unsafe partial int AdjustTime(byte* timex);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int ExtendedStatus(int folder, string path, int flags, uint mask, byte* statx);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
