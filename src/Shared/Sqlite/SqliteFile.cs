using System.Runtime.CompilerServices;
using CityKit.Core;
using CityKit.Shared.Files;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CityKit.Shared.Sqlite;

/// <summary>
/// One SQLite file and one connection to it: write-ahead log, <c>synchronous=FULL</c> (a commit that returned survives a power cut),
/// schema number checked. Not safe for two threads at once; the owner locks.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private const int CacheWrites = 9; // SQLITE_DBSTATUS_CACHE_WRITE
    private const int PageBytes = 4096 + 24; // a page and its frame's header in the log
    private sqlite3? handle;
    private readonly SqliteFileOptions options;
    private readonly SqliteSchema schema;
    private readonly List<SqliteStatement> prepared = [];
    private SqliteStatement? begin;
    private SqliteStatement? commit;
    private SqliteStatement? rollback;

    private SqliteFile(string path, SqliteSchema schema, SqliteFileOptions options)
    {
        this.schema = schema;
        this.options = options;
        Path = path;
    }

    /// <summary>The file.</summary>
    internal string Path { get; }

    /// <summary>Where an unreadable file was moved to when this one was started in its place; null when nothing was wrong.</summary>
    internal string? MovedAside { get; private set; }

    internal sqlite3 Handle => handle!;

    /// <summary>Rows changed by the last statement.</summary>
    internal int Changes => raw.sqlite3_changes(Handle);

    /// <summary>
    /// Bytes handed to the file and its log since it was opened; what a checkpoint copies from the log into the file is not counted.
    /// </summary>
    internal long BytesWritten
    {
        get
        {
            raw.sqlite3_db_status(Handle, CacheWrites, out var pages, out _, 0);
            return (long)pages * PageBytes;
        }
    }

    /// <summary>
    /// Opens the file, or begins it; an unreadable one is moved aside first, because a device that does not start loses more than its past.
    /// </summary>
    /// <exception cref="RefusedException">Another process holds the file, it is another program's, or a newer version wrote it.</exception>
    /// <exception cref="SqliteException">The file system refuses.</exception>
    internal static SqliteFile Open(string path, SqliteSchema schema, SqliteFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(schema);
        var full = System.IO.Path.GetFullPath(path);
        if (options is not { ReadOnly: true }) Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        try
        {
            return OpenReadable(full, schema, options ?? new SqliteFileOptions());
        }
        catch (SqliteException damage) when (SqliteQuarantine.IsDamage(damage) && options is not { MoveDamagedAside: false })
        {
            var aside = SqliteQuarantine.MoveAside(full);
            var begun = OpenReadable(full, schema, options ?? new SqliteFileOptions());
            begun.MovedAside = aside;
            return begun;
        }
    }

    /// <summary>Compiles a statement; it lives as long as the file.</summary>
    internal SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(Handle, sql);
        prepared.Add(statement);
        return statement;
    }

    /// <summary>Runs SQL of one or more statements; rows are thrown away.</summary>
    internal void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>The first column of the first row; 0 when there is none.</summary>
    internal long Scalar(string sql)
    {
        using var statement = new SqliteStatement(Handle, sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Copies the log into the file and cuts it, which gives its room back; false when the disk has none for that.</summary>
    internal bool TryCopyLog()
    {
        using var copy = new SqliteStatement(Handle, "PRAGMA wal_checkpoint(TRUNCATE)");
        try
        {
            return copy.Step() && copy.Int64(0) == 0;
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR)
        {
            return false;
        }
    }

    /// <summary>
    /// As <see cref="TryCopyLog"/>, but waits for nobody: false while somebody reads what was before, or when it failed.
    /// </summary>
    internal bool TryCopyLogAtOnce()
    {
        raw.sqlite3_busy_timeout(Handle, 0);
        try
        {
            return TryCopyLog();
        }
        catch (SqliteException)
        {
            return false;
        }
        finally
        {
            raw.sqlite3_busy_timeout(Handle, (int)options.BusyTimeout.TotalMilliseconds);
        }
    }

    /// <summary>Begins a write transaction; disposed without <see cref="SqliteWork.Commit"/> it is rolled back.</summary>
    internal SqliteWork Begin()
    {
        (begin ??= Prepare("BEGIN IMMEDIATE")).Run();
        return new SqliteWork(this);
    }

    public void Dispose()
    {
        prepared.ForEach(statement => statement.Dispose());
        handle?.Dispose();
    }

    internal void Commit() => (commit ??= Prepare("COMMIT")).Run();

    /// <summary>A full disk or an I/O error may have rolled back already.</summary>
    internal void Rollback()
    {
        if (raw.sqlite3_get_autocommit(Handle) == 0) (rollback ??= Prepare("ROLLBACK")).Run();
    }

    private static SqliteFile OpenReadable(string path, SqliteSchema schema, SqliteFileOptions options)
    {
        if (!options.ReadOnly) PrivateFile.Ensure(path); // log and shared memory get the mode of the file
        var file = new SqliteFile(path, schema, options);
        var ready = false;
        try
        {
            file.Start();
            ready = true;
            return file;
        }
        catch (SqliteException held) when (held.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new RefusedException(SqliteRefusals.InUse(schema, path));
        }
        finally
        {
            if (!ready) file.Dispose();
        }
    }

    private void Start()
    {
        Connect();
        raw.sqlite3_busy_timeout(Handle, (int)options.BusyTimeout.TotalMilliseconds);
        if (options.Exclusive) Execute("PRAGMA locking_mode=EXCLUSIVE");
        if (options.IncrementalVacuum) Execute("PRAGMA auto_vacuum=INCREMENTAL");
        if (options.OverwriteDeleted) Execute("PRAGMA secure_delete=ON");
        var version = Scalar("PRAGMA user_version");
        CheckOwner(version);
        if (options.ReadOnly) return;
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
            + $"PRAGMA journal_size_limit={options.LogBytes}");
        if (options.CheckIntegrity) CheckPages();
        Migrate((int)version);
    }

    /// <summary>Straight on SQLite's own call: a connection string would be built only to be taken apart again.</summary>
    private void Connect()
    {
        RuntimeHelpers.RunClassConstructor(typeof(SqliteConnection).TypeHandle); // brings the provider where the application has not
        var mode = options.ReadOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        if (options.OwnerLocks) mode |= raw.SQLITE_OPEN_NOMUTEX;
        Check(raw.sqlite3_open_v2(Path, out handle, mode, null));
    }

    private void CheckOwner(long version)
    {
        var owner = Scalar("PRAGMA application_id");
        var empty = Scalar("SELECT count(*) FROM sqlite_master") == 0;
        if (owner != schema.ApplicationId && !(empty && owner == 0 && version == 0))
            throw new RefusedException(SqliteRefusals.Foreign(schema, Path));
        if (options.ReadOnly && version < schema.Version) throw new RefusedException(SqliteRefusals.Older(schema, Path, version));
        if (version > schema.Version) throw new RefusedException(SqliteRefusals.Newer(schema, Path, version));
    }

    /// <summary>Reads every page once.</summary>
    /// <exception cref="SqliteException">One is damaged.</exception>
    internal void CheckPages()
    {
        using var check = new SqliteStatement(Handle, "PRAGMA quick_check(1)");
        var found = check.Step() ? check.Text(0) : "nothing";
        if (found != "ok") throw new SqliteException($"The {schema.Name} file {Path} is damaged: {found}. 文件已损坏。", raw.SQLITE_CORRUPT);
    }

    private void Migrate(int version)
    {
        if (version == schema.Version) return;
        using var work = Begin();
        for (var step = version; step < schema.Version; step++) Execute(schema.Steps[step]);
        Execute($"PRAGMA application_id={schema.ApplicationId}; PRAGMA user_version={schema.Version}");
        work.Commit();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, Handle);
    }
}
