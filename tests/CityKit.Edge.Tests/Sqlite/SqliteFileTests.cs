using CityKit.Core;
using CityKit.Edge.Tests.Support;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private const int Mark = 0x43_4b_54_31;
    private static readonly SqliteSchema One = new("notebook", Mark, ["CREATE TABLE notes(id INTEGER PRIMARY KEY, bytes BLOB)"]);
    private static readonly SqliteSchema Two = One with { Steps = [.. One.Steps, "ALTER TABLE notes ADD COLUMN author TEXT"] };
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_NewFile_HasDurablePragmasAndSchemaNumber()
    {
        using var file = SqliteFile.Open(folder.File("a.db"), Two, new SqliteFileOptions { IncrementalVacuum = true });
        Assert.Equal(2, file.Scalar("PRAGMA user_version"));
        Assert.Equal(Mark, file.Scalar("PRAGMA application_id"));
        Assert.Equal(2, file.Scalar("PRAGMA synchronous"));
        Assert.Equal(1, file.Scalar("PRAGMA foreign_keys"));
        Assert.Equal(2, file.Scalar("PRAGMA auto_vacuum"));
        using var mode = new SqliteStatement(file.Handle, "PRAGMA journal_mode");
        Assert.True(mode.Step());
        Assert.Equal("wal", mode.Text(0));
    }

    [Fact]
    public void Open_OlderFile_MigratesAndKeepsRows()
    {
        using (var old = SqliteFile.Open(folder.File("a.db"), One)) old.Execute("INSERT INTO notes VALUES(7, x'0102')");
        using var file = SqliteFile.Open(folder.File("a.db"), Two);
        Assert.Equal(2, file.Scalar("PRAGMA user_version"));
        Assert.Equal(7, file.Scalar("SELECT id FROM notes WHERE author IS NULL"));
        Assert.Null(file.MovedAside);
    }

    [Fact]
    public void Open_NewerFile_IsRefusedWithBothNumbers()
    {
        SqliteFile.Open(folder.File("a.db"), Two).Dispose();
        var refused = Assert.Throws<RefusedException>(() => SqliteFile.Open(folder.File("a.db"), One));
        Assert.Equal("newer-schema", refused.Refusal.Code);
        Assert.Contains("schema 2", refused.Refusal.Message.En);
    }

    [Fact]
    public void Open_AnotherProgramsFile_IsRefusedAndUntouched()
    {
        SqliteFile.Open(folder.File("a.db"), One with { ApplicationId = 5 }).Dispose();
        var refused = Assert.Throws<RefusedException>(() => SqliteFile.Open(folder.File("a.db"), One));
        Assert.Equal("foreign-file", refused.Refusal.Code);
    }

    [Fact]
    public void Open_HeldExclusively_IsRefusedForTheSecond()
    {
        var options = new SqliteFileOptions { Exclusive = true, BusyTimeout = TimeSpan.Zero };
        using var first = SqliteFile.Open(folder.File("a.db"), One, options);
        var refused = Assert.Throws<RefusedException>(() => SqliteFile.Open(folder.File("a.db"), One, options));
        Assert.Equal("file-in-use", refused.Refusal.Code);
    }

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(4096, 4096)]
    public void Open_DamagedFile_IsMovedAsideWithItsBytes(int from, int length)
    {
        var path = folder.File("a.db");
        SqliteFile.Open(path, One).Dispose();
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(2 * 4096, bytes.Length);
        bytes.AsSpan(from, length).Fill(0x5a);
        File.WriteAllBytes(path, bytes);

        using var file = SqliteFile.Open(path, One);
        Assert.Equal($"{path}.unreadable-1", file.MovedAside);
        Assert.Equal(bytes, File.ReadAllBytes(file.MovedAside!));
        Assert.Equal(0, file.Scalar("SELECT count(*) FROM notes"));
    }

    [Fact]
    public void Work_NotCommitted_LeavesNothing()
    {
        using var file = SqliteFile.Open(folder.File("a.db"), One);
        using (file.Begin()) file.Execute("INSERT INTO notes VALUES(1, NULL)");
        Assert.Equal(0, file.Scalar("SELECT count(*) FROM notes"));
    }

    [Fact]
    public void Statement_UsedAgain_BindsBytesTextAndNull()
    {
        using var file = SqliteFile.Open(folder.File("a.db"), Two);
        var insert = file.Prepare("INSERT INTO notes(id, bytes, author) VALUES(?1, ?2, ?3)");
        insert.Bind(1, 1).Bind(2, [1, 2, 3]).Bind(3, "李").Run();
        insert.Bind(1, 2).Bind(2, []).Bind(3, (string?)null).Run();
        var select = file.Prepare("SELECT bytes, author FROM notes ORDER BY id");
        Assert.True(select.Step());
        Assert.Equal([1, 2, 3], select.Blob(0).ToArray());
        Assert.Equal("李", select.Text(1));
        Assert.True(select.Step());
        Assert.False(select.IsNull(0));
        Assert.True(select.IsNull(1));
        Assert.False(select.Step());
    }
}
