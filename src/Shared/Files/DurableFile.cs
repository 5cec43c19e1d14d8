namespace CityKit.Shared.Files;

/// <summary>
/// Writes a file whole or not at all: beside, synced, then moved into place, which is synced too. A half-written one is never found under
/// its name.
/// </summary>
internal static class DurableFile
{
    /// <summary>What a file is called until it is whole; a power cut may leave one.</summary>
    internal const string Beside = ".new";

    /// <param name="path">Where.</param>
    /// <param name="bytes">What.</param>
    /// <param name="overwrite">False when a file that is there already is an error.</param>
    /// <param name="mode">Who may read and write it, on Unix: its owner alone, unless said otherwise.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> bytes, bool overwrite, UnixFileMode mode = PrivateFile.Mode)
    {
        using var file = Begin(path + Beside, mode);
        file.Write(bytes);
        Finish(file, path, overwrite);
    }

    /// <summary>Begins a file of many parts beside its place; what an interrupted run left there goes.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static FileStream Begin(string beside, UnixFileMode mode = PrivateFile.Mode)
    {
        File.Delete(beside); // a new file has our mode
        return new FileStream(beside, PrivateFile.Options(FileMode.CreateNew, FileAccess.Write, create: mode));
    }

    /// <summary>Gives a file that is whole its name.</summary>
    /// <exception cref="IOException">It cannot be written or named.</exception>
    internal static void Finish(FileStream file, string path, bool overwrite)
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
        File.Move(file.Name, path, overwrite);
        using var moved = new FileStream(path, FileMode.Open, FileAccess.Write);
        moved.Flush(flushToDisk: true); // also commits the new name on journaling file systems
    }
}
