using CityKit.Core.Signing;
using CityKit.Edge.Agent.Platform;

namespace CityKit.Edge.Agent.Identity;

/// <summary>The device's key on the disk, as the commands of an installer handle it.</summary>
/// <param name="Folder">The data folder.</param>
internal sealed record KeyFile(AgentFolder Folder)
{
    /// <summary>Only its owner may read and write it.</summary>
    internal const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal bool Exists => File.Exists(Folder.Key);

    /// <summary>
    /// Reads the key, or makes it. What root makes in a folder of the agent's user is given to that user, or the agent could not read it.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    internal DeviceKey LoadOrCreate()
    {
        Directory.CreateDirectory(Folder.Path);
        var made = !Exists;
        var key = DeviceKey.LoadOrCreate(Folder.Key);
        if (made) Ownership.GiveLike(Folder.Path, Folder.Key);
        return key;
    }
}
