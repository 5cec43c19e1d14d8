using System.Runtime.CompilerServices;
using CityKit.Core;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CityKit.Import.Tables;

/// <summary>
/// A GeoPackage, which is an SQLite database from outside: read only, as it is there, without locks and files beside it. Nothing in it is
/// run: only plain tables are read, and its schema is not trusted.
/// </summary>
internal sealed class GeoPackageFile : IDisposable
{
    private const int MostRowBytes = 256 << 20; // a shape of millions of vertices
    private static readonly string[] Beside = ["-wal", "-journal"];

    private readonly sqlite3 database;
    private readonly bool isUtf8;

    private GeoPackageFile(sqlite3 database)
    {
        this.database = database;
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LENGTH, MostRowBytes);
        Run("PRAGMA trusted_schema=OFF");
        Run("PRAGMA cell_size_check=ON");
        isUtf8 = Texts("PRAGMA encoding")[0] == "UTF-8";
    }

    /// <summary>Opens it; null with the reason when something still writes to it.</summary>
    /// <exception cref="SqliteException">It is damaged, or no database.</exception>
    internal static GeoPackageFile? Open(string path, out Refusal? refusal)
    {
        refusal = Beside.FirstOrDefault(end => new FileInfo(path + end) is { Exists: true, Length: > 0 }) is { } open ? Refusal.Of("file",
            $"The GeoPackage is open in another program, or was not closed: what is not yet in it is beside it in a file {open}. "
                + "Close it there first.",
            $"GeoPackage 正被其他程序打开或未正常关闭，尚未写入的改动在旁边的 {open} 文件中，请先关闭。") : null;
        if (refusal is not null) return null;
        RuntimeHelpers.RunClassConstructor(typeof(SqliteConnection).TypeHandle); // brings the provider where the application has not
        var code = raw.sqlite3_open_v2(UriOf(path), out var database, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, null);
        try
        {
            SqliteException.ThrowExceptionForRC(code, database);
            return new GeoPackageFile(database);
        }
        catch (SqliteException)
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>What is said of a file that SQLite cannot read.</summary>
    internal static Refusal Damaged(SqliteException damage) => damage.SqliteErrorCode == raw.SQLITE_TOOBIG
        ? Refusal.Of("file", $"A row of the GeoPackage is longer than {MostRowBytes} bytes; it and what follows was not read.",
            $"GeoPackage 中有一行超过 {MostRowBytes} 字节，自此未读取。")
        : Refusal.Of("file",
            $"The GeoPackage is damaged or cut short; what follows was not read. Copy or export it again. ({damage.Message})",
            $"GeoPackage 已损坏或不完整，自此未读取，请重新复制或导出。（{damage.Message}）");

    internal SqliteStatement Prepare(string sql) => new(database, sql);

    /// <summary>Whether it has a plain table of that name, with rows of its own.</summary>
    internal bool HasTable(string name)
    {
        using var find = Prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?1) AND rootpage > 0");
        return find.Bind(1, name).Scalar() == 1;
    }

    internal long CountOf(string table)
    {
        using var count = Prepare($"SELECT count(*) FROM {Quoted(table)}");
        return count.Scalar() ?? 0;
    }

    /// <summary>The first column of all rows, as texts.</summary>
    internal IReadOnlyList<string> Texts(string sql, string? first = null)
    {
        List<string> texts = [];
        using var statement = Prepare(sql);
        if (first is not null) statement.Bind(1, first);
        while (statement.Step()) texts.Add(statement.Text(0));
        return texts;
    }

    /// <summary>A value as UTF-8 text, good until the next row.</summary>
    internal ReadOnlySpan<byte> Utf8(SqliteStatement row, int column)
    {
        if (!isUtf8) row.Text(column); // SQLite converts it where it is
        return row.Blob(column);
    }

    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public void Dispose() => database.Dispose();

    private void Run(string sql)
    {
        using var statement = Prepare(sql);
        statement.Run();
    }

    private static string UriOf(string path)
    {
        var full = Path.GetFullPath(path).Replace('\\', '/').TrimStart('/');
        return $"file:///{string.Join('/', full.Split('/').Select(Uri.EscapeDataString))}?immutable=1";
    }
}
