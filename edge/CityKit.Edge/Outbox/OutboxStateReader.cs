using System.Buffers.Binary;
using System.Collections.Immutable;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>Reads the state when the file is opened: the values, and the changes of the log's last generation over them.</summary>
internal sealed class OutboxStateReader(SqliteFile file)
{
    private SourcePosition? source;

    internal OutboxMemory Read()
    {
        var values = ReadValues();
        ReadSource();
        var pages = ReadPages(out var generation);
        var changes = StateChanges.Replay(values, [.. pages.SelectMany(Used)]) ?? throw OutboxDamage.Found("the log of changed state");
        var log = pages.Count == 0 ? StateLog.Start(generation + 1)
            : new StateLog(generation, pages.Count - 1, pages[^1], Length(pages[^1]), changes.Keys);
        return new OutboxMemory(changes.Values, log, source);
    }

    private ImmutableDictionary<string, byte[]> ReadValues()
    {
        var values = ImmutableDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        using var all = new SqliteStatement(file.Handle, "SELECT key, bytes, crc FROM state");
        while (all.Step())
        {
            OutboxDamage.Check(all, 2, OutboxState.Check(all.Text(0), all.Blob(1)), $"the state of {all.Text(0)}");
            values[all.Text(0)] = all.Blob(1).ToArray();
        }
        return values.ToImmutable();
    }

    /// <summary>The place as of the last time the log was empty.</summary>
    private void ReadSource()
    {
        using var row = new SqliteStatement(file.Handle, "SELECT boot, position, nanoseconds, crc FROM source");
        if (!row.Step()) return;
        source = new SourcePosition((int)row.Int64(0), row.Int64(1), row.Int64(2));
        OutboxDamage.Check(row, 3, OutboxState.Check(source.Value), "the source's position");
    }

    private List<byte[]> ReadPages(out long generation)
    {
        var pages = new List<byte[]>();
        generation = file.Scalar("SELECT max(generation) FROM changes");
        using var slots = new SqliteStatement(file.Handle,
            "SELECT slot, generation, boot, position, nanoseconds, bytes, crc FROM changes ORDER BY slot");
        while (slots.Step())
        {
            SourcePosition? place = slots.IsNull(2) ? null : new SourcePosition((int)slots.Int64(2), slots.Int64(3), slots.Int64(4));
            OutboxDamage.Check(slots, 6, OutboxState.Check(slots.Int64(0), slots.Int64(1), place, slots.Blob(5)),
                $"page {slots.Int64(0)} of the log of changed state");
            if (slots.Int64(1) != generation) continue;
            if (slots.Int64(0) != pages.Count) throw OutboxDamage.Found($"page {pages.Count} of the log of changed state is missing");
            pages.Add(slots.Blob(5).ToArray());
            source = place;
        }
        return pages;
    }

    private static int Length(byte[] page) =>
        Math.Clamp(BinaryPrimitives.ReadUInt16BigEndian(page), (ushort)StateLog.HeadBytes, (ushort)page.Length);

    private static byte[] Used(byte[] page) => page[StateLog.HeadBytes..Length(page)];
}
