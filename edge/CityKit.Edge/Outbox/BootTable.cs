using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Shared.Sqlite;
using NodaTime;

namespace CityKit.Edge.Outbox;

/// <summary>The boots that events name, and what is known of their wall time.</summary>
internal sealed class BootTable
{
    private readonly SortedDictionary<int, BootEntry> boots = [];
    private readonly SqliteStatement save;
    private readonly SqliteStatement prune;
    private readonly SqliteStatement load;

    internal BootTable(SqliteFile file)
    {
        save = file.Prepare(
            "INSERT INTO boots(ordinal, boot, zero, quality, released, crc) VALUES(?1, ?2, ?3, ?4, ?5, "
                + "?6) ON CONFLICT(ordinal) DO UPDATE SET zero = ?3, quality = ?4, released = ?5, crc = ?6");
        prune = file.Prepare(
            "DELETE FROM boots WHERE ordinal < ?1 AND ordinal NOT IN (SELECT boot FROM alarms UNION SELECT boot FROM readings UNION "
                + "SELECT boot FROM source UNION SELECT boot FROM changes WHERE boot IS NOT NULL)");
        load = file.Prepare("SELECT ordinal, boot, zero, quality, released, crc FROM boots");
        Load();
    }

    internal BootClock this[int ordinal] => boots[ordinal].Clock;

    internal bool Contains(int ordinal) => boots.ContainsKey(ordinal);

    /// <summary>False while readings of this boot wait for wall time.</summary>
    internal bool IsReady(int ordinal) => boots[ordinal] is { Released: true } or { Clock.Zero: not null };

    internal int? Find(BootId boot)
    {
        foreach (var (ordinal, entry) in boots)
            if (entry.Clock.Boot == boot) return ordinal;
        return null;
    }

    /// <summary>
    /// A new boot: what is not known of earlier ones never will be, and boots that no event names any more are forgotten.
    /// </summary>
    internal int Add(BootId boot)
    {
        foreach (var earlier in boots.Keys.ToList()) Release(earlier);
        var ordinal = boots.Count == 0 ? 0 : boots.Keys.Last() + 1;
        Save(new BootEntry(new BootClock(ordinal, boot, null, ClockQuality.Unknown), false));
        prune.Bind(1, ordinal).Run();
        Load();
        return ordinal;
    }

    internal void Set(int ordinal, Instant zero, ClockQuality quality) =>
        Save(boots[ordinal] with { Clock = boots[ordinal].Clock with { Zero = zero, Quality = quality } });

    internal void Release(int ordinal)
    {
        if (!IsReady(ordinal)) Save(boots[ordinal] with { Released = true });
    }

    /// <summary>Reads again what is in the file, also after a transaction was rolled back.</summary>
    internal void Load()
    {
        boots.Clear();
        while (load.Step())
        {
            if (load.Blob(1).Length != BootId.ByteLength) throw OutboxDamage.Found("the boots");
            Instant? zero = load.IsNull(2) ? null : InstantNanoseconds.FromUnixNanoseconds(load.Int64(2));
            var clock = new BootClock((int)load.Int64(0), BootId.FromBytes(load.Blob(1)), zero, (ClockQuality)load.Int64(3));
            var entry = new BootEntry(clock, load.Int64(4) != 0);
            OutboxDamage.Check(load, 5, entry.Check, $"boot {clock.Ordinal}");
            boots[clock.Ordinal] = entry;
        }
    }

    /// <summary>Also for what a salvaged outbox knew.</summary>
    internal void Save(BootEntry entry)
    {
        Span<byte> id = stackalloc byte[BootId.ByteLength];
        entry.Clock.Boot.WriteTo(id);
        save.Bind(1, (long)entry.Clock.Ordinal).Bind(2, id).Bind(3, entry.Clock.Zero?.ToUnixNanoseconds())
            .Bind(4, (long)entry.Clock.Quality).Bind(5, entry.Released ? 1 : 0).Bind(6, entry.Check.Value).Run();
        boots[entry.Clock.Ordinal] = entry;
    }
}
