using System.Text;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>What detectors and rules remember, and how far the source was read.</summary>
internal sealed class OutboxState
{
    private readonly SqliteStatement set;
    private readonly SqliteStatement get;
    private readonly SqliteStatement setSource;
    private readonly SqliteStatement getSource;

    internal OutboxState(SqliteFile file)
    {
        set = file.Prepare("INSERT INTO state(key, bytes, crc) VALUES(?1, ?2, ?3) ON CONFLICT(key) DO UPDATE SET bytes = ?2, crc = ?3");
        get = file.Prepare("SELECT bytes FROM state WHERE key = ?1");
        setSource = file.Prepare("INSERT INTO source(id, boot, position, nanoseconds, crc) VALUES(1, ?1, ?2, ?3, ?4) ON CONFLICT(id) DO UPDATE SET boot = ?1, position = ?2, nanoseconds = ?3, crc = ?4");
        getSource = file.Prepare("SELECT boot, position, nanoseconds, crc FROM source");
        CheckRows(file);
    }

    internal SourcePosition? Source
    {
        get
        {
            if (!getSource.Step()) return null;
            var found = new SourcePosition((int)getSource.Int64(0), getSource.Int64(1), getSource.Int64(2));
            getSource.Reset();
            return found;
        }
    }

    internal static RowCheck Check(SourcePosition source) => RowCheck.Source.With((long)source.Boot).With(source.Position).With(source.Nanoseconds);

    internal byte[]? Get(string key)
    {
        if (!get.Bind(1, key).Step()) return null;
        var bytes = get.Blob(0).ToArray();
        get.Reset();
        return bytes;
    }

    internal void Write(OutboxCommit commit)
    {
        foreach (var (key, bytes) in commit.State) set.Bind(1, key).Bind(2, bytes.Span).Bind(3, Check(key, bytes.Span).Value).Run();
        if (commit.Source is { } source) Write(source);
    }

    internal void Write(SourcePosition source) =>
        setSource.Bind(1, (long)source.Boot).Bind(2, source.Position).Bind(3, source.Nanoseconds).Bind(4, Check(source).Value).Run();

    private static RowCheck Check(string key, ReadOnlySpan<byte> bytes) => RowCheck.State.With(Encoding.UTF8.GetBytes(key)).With(bytes);

    private void CheckRows(SqliteFile file)
    {
        using var all = new SqliteStatement(file.Handle, "SELECT key, bytes, crc FROM state");
        while (all.Step()) OutboxDamage.Check(all, 2, Check(all.Text(0), all.Blob(1)), $"the state of {all.Text(0)}");
        if (!getSource.Step()) return;
        OutboxDamage.Check(getSource, 3, Check(new SourcePosition((int)getSource.Int64(0), getSource.Int64(1), getSource.Int64(2))), "the source's position");
        getSource.Reset();
    }
}
