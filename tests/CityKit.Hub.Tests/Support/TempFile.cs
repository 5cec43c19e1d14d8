using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace CityKit.Hub.Tests.Support;

/// <summary>A file name in a new folder, gone with it.</summary>
internal sealed class TempFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-hub-");

    internal string Path => System.IO.Path.Combine(folder.FullName, "city.db");

    /// <summary>Changes it behind its owner's back.</summary>
    internal void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => folder.Delete(recursive: true);

    [ModuleInitializer]
    internal static void PickTheSqliteProvider() => SQLitePCL.Batteries_V2.Init();
}
