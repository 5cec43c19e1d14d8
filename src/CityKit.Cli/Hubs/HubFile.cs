using CityKit.Documents;
using CityKit.Sqlite;

namespace CityKit.Cli.Hubs;

/// <summary>A hub's file as a tool reads it.</summary>
internal static class HubFile
{
    /// <summary>Opens it to read, also while a hub has it.</summary>
    /// <exception cref="IOException">It is not there, cannot be read, or is of another version.</exception>
    internal static SqliteCityStore OpenReadOnly(string path, IReadOnlyCollection<DocumentKind> kinds)
    {
        if (!File.Exists(path)) throw new ToolException($"{path} is not there: name the hub's SQLite file. 找不到该文件，请指定中枢存储文件。");
        var store = new SqliteCityStore(path);
        store.OpenReadOnly(kinds);
        return store;
    }
}
