using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Shared.Checks;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>The outbox's one row about itself: its id, its device, and how many events earlier ids had brought to the hub.</summary>
internal sealed class OutboxIdentity
{
    private readonly SqliteStatement save;
    private readonly string device;

    internal OutboxIdentity(SqliteFile file, DeviceId owner)
    {
        save = file.Prepare(
            "INSERT INTO outbox(id, outbox, device, earlier, crc) VALUES(1, ?1, ?2, ?3, ?4) ON CONFLICT(id) DO UPDATE SET outbox = ?1, "
                + "earlier = ?3, crc = ?4");
        device = owner.Value;
        using var load = new SqliteStatement(file.Handle, "SELECT outbox, device, earlier, crc FROM outbox");
        if (!load.Step())
        {
            Renew(0);
            return;
        }
        OutboxDamage.Check(load, 3, Check(load.Blob(0), load.Text(1), load.Int64(2)), "its own row");
        if (load.Text(1) != device) throw new RefusedException(Foreign(file.Path, load.Text(1)));
        (Id, Earlier) = (OutboxId.FromBytes(load.Blob(0)), load.Int64(2));
    }

    internal OutboxId Id { get; private set; }

    internal long Earlier { get; private set; }

    internal static RowCheck Check(ReadOnlySpan<byte> id, string device, long earlier) =>
        RowCheck.Outbox.With(id).With(Encoding.UTF8.GetBytes(device)).With(earlier);

    /// <summary>A new random id, after the old one brought so many more events.</summary>
    internal void Renew(long synced)
    {
        Span<byte> id = stackalloc byte[OutboxId.ByteLength];
        RandomNumberGenerator.Fill(id);
        Id = OutboxId.FromBytes(id);
        Earlier += synced;
        save.Bind(1, id).Bind(2, device).Bind(3, Earlier).Bind(4, Check(id, device, Earlier).Value).Run();
    }

    internal void Restore(OutboxId id, long earlier) => (Id, Earlier) = (id, earlier);

    private Refusal Foreign(string path, string owner) => Refusal.Of("foreign-outbox",
        $"The outbox {path} holds events of device '{owner}', not of '{device}'; name another file, or the device it belongs to.",
        $"发件箱 {path} 属于设备“{owner}”，不属于“{device}”：请改用其他文件，或改回原设备标识。");
}
