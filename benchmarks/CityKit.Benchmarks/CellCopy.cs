using Microsoft.Data.Sqlite;

namespace CityKit.Benchmarks;

/// <summary>The rows of state that a hub's file has as of a checkpoint, written to a file of their own by SQLite alone.</summary>
internal sealed class CellCopy : IDisposable
{
    private readonly List<(string Module, string Key, long Number, byte[] Bytes)> rows = [];
    private readonly string path;
    private readonly SqliteConnection copy;

    internal CellCopy(string file, long checkpoint)
    {
        using var hub = Open(file, "ReadOnly");
        using var command = hub.CreateCommand();
        command.CommandText = $"SELECT module, key, number, bytes FROM cells WHERE number = {checkpoint}";
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2), (byte[])reader[3]));
        path = file + "-cells"; // on the same disk
        copy = Open(path, "ReadWriteCreate");
        Run("""
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
            CREATE TABLE cells(module TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,
                PRIMARY KEY(module, key)) WITHOUT ROWID;
            """);
    }

    internal int Count => rows.Count;

    internal long Bytes => rows.Sum(row => (long)row.Key.Length + row.Bytes.Length);

    internal void Write(int commits)
    {
        using var command = copy.CreateCommand();
        command.CommandText = "INSERT INTO cells VALUES($m, $k, $n, $b) ON CONFLICT(module, key) DO UPDATE SET number = $n, bytes = $b";
        var (module, key, number, bytes) = (Add(command, "$m"), Add(command, "$k"), Add(command, "$n"), Add(command, "$b"));
        foreach (var part in rows.Chunk(Math.Max(1, rows.Count / commits)))
        {
            using var work = copy.BeginTransaction();
            command.Transaction = work;
            foreach (var row in part)
            {
                (module.Value, key.Value, number.Value, bytes.Value) = (row.Module, row.Key, row.Number, row.Bytes);
                command.ExecuteNonQuery();
            }
            work.Commit();
        }
    }

    public void Dispose()
    {
        copy.Dispose();
        File.Delete(path);
    }

    private static SqliteConnection Open(string file, string mode)
    {
        var connection = new SqliteConnection($"Data Source={file};Mode={mode};Pooling=False");
        connection.Open();
        return connection;
    }

    private static SqliteParameter Add(SqliteCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private void Run(string sql)
    {
        using var command = copy.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
