using CityKit.Archiving;
using CityKit.Documents;
using CityKit.Sqlite;

namespace CityKit.Cli.Hubs;

/// <summary>A hub's file, and the archive of its journal, as a tool reads them.</summary>
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

    /// <summary>Opens the folder of a journal's archive and checks its files.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static JournalArchive OpenArchive(string folder, CancellationToken cancel) => Directory.Exists(folder)
        ? JournalArchive.Open(folder, cancel)
        : throw new ToolException(
            $"{folder} is not there: name the folder that 'citykit journal archive' wrote. 找不到该目录，请指定归档目录。");
}
