using CityKit.Storage;

namespace CityKit.Sqlite;

/// <summary>
/// Copies a hub's file as of one moment (备份); the hub may be running. The copy is written beside its name, checked, synced, and takes its
/// name last. A hub that opens it starts a new history.
/// </summary>
public static class SqliteHubBackup
{
    /// <summary>Writes the copy.</summary>
    /// <returns>The position that it has.</returns>
    /// <exception cref="IOException">The file cannot be read, the copy is there already, cannot be written, or is not sound.</exception>
    public static StorePosition Run(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        var target = Path.GetFullPath(to);
        if (HubCopy.Companions(target).FirstOrDefault(File.Exists) is { } there)
            throw new IOException($"{there} is there already: a backup overwrites nothing. Name another file. {there} 已存在，备份不会覆盖，请另行指定。");
        return HubCopy.Write(from, target);
    }
}
