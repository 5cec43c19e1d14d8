namespace CityKit.Shared.Files;

/// <summary>Files that only their owner may read and write (mode 0600), whatever the process gives its files.</summary>
internal static class PrivateFile
{
    internal const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Options for a file that is private if this creates it.</summary>
    internal static FileStreamOptions Options(
        FileMode mode, FileAccess access, FileShare share = FileShare.Read, UnixFileMode create = Mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = create;
        return options;
    }

    /// <summary>
    /// Creates the file, empty, when it is missing: for libraries that would create it with a mode of their own. Where it cannot be
    /// created, opening it says why.
    /// </summary>
    internal static void Ensure(string path)
    {
        if (File.Exists(path)) return;
        try
        {
            using var file = new FileStream(path, Options(FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
        }
    }
}
