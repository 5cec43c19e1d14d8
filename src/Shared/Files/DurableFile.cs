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
        File.Delete(path + Beside); // a file made anew has our mode
        using (var file = new FileStream(path + Beside, PrivateFile.Options(FileMode.CreateNew, FileAccess.Write, create: mode)))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(path + Beside, path, overwrite);
        using var moved = new FileStream(path, FileMode.Open, FileAccess.Write);
        moved.Flush(flushToDisk: true); // also commits the new name on journaling file systems
    }
}
