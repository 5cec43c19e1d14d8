using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>What detectors and rules remember, and how far the source was read.</summary>
internal sealed class OutboxState(SqliteFile file)
{
    private readonly SqliteStatement set = file.Prepare("INSERT INTO state(key, bytes) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET bytes = ?2");
    private readonly SqliteStatement get = file.Prepare("SELECT bytes FROM state WHERE key = ?1");
    private readonly SqliteStatement setSource = file.Prepare("INSERT INTO source(id, boot, position, nanoseconds) VALUES(1, ?1, ?2, ?3) ON CONFLICT(id) DO UPDATE SET boot = ?1, position = ?2, nanoseconds = ?3");
    private readonly SqliteStatement getSource = file.Prepare("SELECT boot, position, nanoseconds FROM source");

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

    internal byte[]? Get(string key)
    {
        if (!get.Bind(1, key).Step()) return null;
        var bytes = get.Blob(0).ToArray();
        get.Reset();
        return bytes;
    }

    internal void Write(OutboxCommit commit)
    {
        foreach (var (key, bytes) in commit.State) set.Bind(1, key).Bind(2, bytes.Span).Run();
        if (commit.Source is { } source) setSource.Bind(1, (long)source.Boot).Bind(2, source.Position).Bind(3, source.Nanoseconds).Run();
    }
}
