using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CityKit.Shared.Sqlite;

/// <summary>Moves a file that cannot be read out of the way, with its log, for people to look at.</summary>
internal static class SqliteQuarantine
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal", "-mark"];

    internal static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>
    /// Renames file and companions to the first free <c>name.unreadable-N</c>. The file itself goes last, so that a move that was
    /// interrupted can be taken up again.
    /// </summary>
    /// <returns>The new name.</returns>
    internal static string MoveAside(string path)
    {
        var number = 1;
        while (File.Exists($"{path}.unreadable-{number}")) number++;
        var aside = $"{path}.unreadable-{number}";
        foreach (var companion in Companions.Where(c => File.Exists(path + c)))
            File.Move(path + companion, aside + companion, overwrite: true);
        File.Move(path, aside);
        return aside;
    }
}
