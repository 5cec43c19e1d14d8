using CityKit.Shared.Files;

namespace CityKit.Edge.Agent.Platform;

/// <summary>Files that the agent reads no matter who wrote them: root at the command line, or the agent's own user.</summary>
internal static class OpenFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> bytes) => DurableFile.Write(path, bytes, overwrite: true, Mode);
}
