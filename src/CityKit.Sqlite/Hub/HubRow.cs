using CityKit.Core.Chain;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;
using CityKit.Storage;

namespace CityKit.Sqlite;

/// <summary>The one row of the table <c>hub</c>: the position.</summary>
internal static class HubRow
{
    internal const string Select = "SELECT epoch, number, hash, notification, checkpoint, history, crc FROM hub";

    internal const string Update =
        "UPDATE hub SET epoch = ?1, number = ?2, hash = ?3, notification = ?4, checkpoint = ?5, history = ?6, crc = ?7";

    /// <exception cref="FormatException">The row is not as it was written.</exception>
    internal static StorePosition Read(SqliteStatement row)
    {
        var head = HubHash.Read(row, 2, "The head of its journal", "流水链头");
        if (head.IsEmpty || (!row.IsNull(5) && row.Blob(5).Length != HistoryId.ByteLength)) throw Damaged();
        var position = new StorePosition(row.Int64(0), row.Int64(1), RunningHash.FromBytes(head), row.Int64(3), row.Int64(4))
        {
            History = row.IsNull(5) ? default : HistoryId.FromBytes(row.Blob(5)),
        };
        return row.IsSound(6, HubChecks.Of(position)) ? position : throw Damaged();
    }

    internal static void Write(SqliteStatement update, StorePosition position) => update
        .Bind(1, position.Epoch).Bind(2, position.Number).Bind(3, position.Hash.ToArray())
        .Bind(4, position.Notification).Bind(5, position.Checkpoint)
        .Bind(6, position.History.ToArray()).Bind(7, HubChecks.Of(position)).Run();

    internal static FormatException Missing() => new("its table 'hub' is empty. 存储位置记录缺失。");

    private static FormatException Damaged() => new("the position in its table 'hub' is damaged. 存储位置记录已损坏。");
}
