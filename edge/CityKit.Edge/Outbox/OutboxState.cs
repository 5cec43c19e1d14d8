using System.Text;
using CityKit.Shared.Checks;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>
/// What detectors and rules remember, and how far the source was read. A commit appends what changed to a log of a few pages
/// (<see cref="StateLog"/>), so it writes one page for most of what it may change; when the log is full, the values that changed since are
/// written where they belong, and it starts again.
/// </summary>
internal sealed class OutboxState
{
    private readonly SqliteStatement set;
    private readonly SqliteStatement remove;
    private readonly SqliteStatement setSource;
    private readonly SqliteStatement setSlot;

    internal OutboxState(SqliteFile file)
    {
        set = file.Prepare("INSERT INTO state(key, bytes, crc) VALUES(?1, ?2, ?3) ON CONFLICT(key) DO UPDATE SET bytes = ?2, crc = ?3");
        remove = file.Prepare("DELETE FROM state WHERE key = ?1");
        setSource = file.Prepare(
            "INSERT INTO source(id, boot, position, nanoseconds, crc) VALUES(1, ?1, ?2, ?3, ?4) ON CONFLICT(id) DO UPDATE SET boot = ?1, "
                + "position = ?2, nanoseconds = ?3, crc = ?4");
        setSlot = file.Prepare(
            "INSERT INTO changes(slot, generation, boot, position, nanoseconds, bytes, crc) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
                + "?7) ON CONFLICT(slot) DO UPDATE SET generation = ?2, boot = ?3, position = ?4, nanoseconds = ?5, bytes = ?6, crc = ?7");
        Memory = new OutboxStateReader(file).Read();
    }

    /// <summary>What is in the file. A value, so that a failed commit puts the old one back.</summary>
    internal OutboxMemory Memory { get; set; }

    internal SourcePosition? Source => Memory.Source;

    internal static RowCheck Check(SourcePosition source) =>
        RowCheck.Source.With((long)source.Boot).With(source.Position).With(source.Nanoseconds);

    internal static RowCheck Check(string key, ReadOnlySpan<byte> bytes) => RowCheck.State.With(Encoding.UTF8.GetBytes(key)).With(bytes);

    internal static RowCheck Check(long slot, long generation, SourcePosition? source, ReadOnlySpan<byte> bytes) =>
        RowCheck.Changes.With(slot).With(generation).With(source?.Boot).With(source?.Position).With(source?.Nanoseconds).With(bytes);

    internal byte[]? Get(string key) => Memory.Values.GetValueOrDefault(key);

    internal string[] KeysOf(string prefix) =>
        [.. Memory.Values.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    internal void Write(OutboxCommit commit)
    {
        var changes = new StateChanges(Memory);
        foreach (var (key, bytes) in commit.State) changes.Set(key, bytes.Span);
        foreach (var key in commit.Removed) changes.Remove(key);
        if (changes.IsEmpty && (commit.Source ?? Source) == Source) return;
        var log = Memory.Log.Append(changes);
        Memory = new OutboxMemory(changes.Values, log ?? Fold(changes), commit.Source ?? Source);
        if (log is null && Source is { } source) Write(source);
        WriteSlots();
    }

    /// <summary>Every value that changed since the log was empty goes where it belongs.</summary>
    private StateLog Fold(StateChanges changes)
    {
        foreach (var key in changes.Keys.Keys)
            if (changes.Values.TryGetValue(key, out var bytes)) set.Bind(1, key).Bind(2, bytes).Bind(3, Check(key, bytes).Value).Run();
            else remove.Bind(1, key).Run();
        return StateLog.Start(Memory.Log.Generation + 1);
    }

    private void Write(SourcePosition source) =>
        setSource.Bind(1, (long)source.Boot).Bind(2, source.Position).Bind(3, source.Nanoseconds).Bind(4, Check(source).Value).Run();

    private void WriteSlots()
    {
        var log = Memory.Log;
        for (var i = 0; i < log.Written.Count; i++) WriteSlot(log.Slot - log.Written.Count + 1 + i, log.Generation, log.Written[i], Source);
    }

    private void WriteSlot(long slot, long generation, byte[] page, SourcePosition? source) =>
        setSlot.Bind(1, slot).Bind(2, generation).Bind(3, source?.Boot).Bind(4, source?.Position).Bind(5, source?.Nanoseconds)
            .Bind(6, page).Bind(7, Check(slot, generation, source, page).Value).Run();
}
