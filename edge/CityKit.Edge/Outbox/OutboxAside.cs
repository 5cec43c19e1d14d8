using CityKit.Core;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>Events the hub could not read, for people to look at; the newest hundred.</summary>
internal sealed class OutboxAside(SqliteFile file)
{
    private const int Kept = 100;
    private readonly SqliteStatement keep = file.Prepare("INSERT INTO aside(lane, sequence, bytes) VALUES(?1, ?2, ?3)");
    private readonly SqliteStatement trim = file.Prepare($"DELETE FROM aside WHERE id <= (SELECT max(id) FROM aside) - {Kept}");
    private readonly SqliteStatement count = file.Prepare("SELECT coalesce(max(id), 0) FROM aside");

    internal long Count => count.Scalar() ?? 0;

    internal void Keep(Lane lane, LaneRow row)
    {
        keep.Bind(1, (long)lane).Bind(2, row.Sequence).Bind(3, row.Bytes).Run();
        trim.Run();
    }
}
