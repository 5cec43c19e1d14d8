namespace CityKit.Edge.Agent.Platform;

/// <summary>Writes a file whole or not at all: beside, synced, then moved into place.</summary>
internal static class DurableFile
{
    /// <summary>Readable for the agent, whoever wrote it.</summary>
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = path + ".new";
        using (var file = new FileStream(beside, Options()))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Mode;
        return options;
    }
}
