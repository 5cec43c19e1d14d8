using CityKit.Shared.Checks;
using CityKit.Shared.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>
/// The tables. One per lane with the sequence as its key: appending, batching and forgetting each touch one end of one tree, and no
/// index is needed. The last sequence is never stored: it is the cursor or the last row, so a commit writes no bookkeeping page.
/// Every row ends with its <see cref="RowCheck"/>.
/// </summary>
internal static class OutboxSchema
{
    internal static SqliteSchema Schema { get; } = new("outbox", 0x43_4b_4f_58, [Step1, Step2, Step3, Step4]);

    private const string Step1 = """
        CREATE TABLE outbox(id INTEGER PRIMARY KEY CHECK(id = 1), outbox BLOB NOT NULL, device TEXT NOT NULL, earlier INTEGER NOT NULL);
        CREATE TABLE lanes(lane INTEGER PRIMARY KEY, cursor INTEGER NOT NULL, hash BLOB NOT NULL, assumed INTEGER NOT NULL);
        CREATE TABLE alarms(sequence INTEGER PRIMARY KEY, position INTEGER NOT NULL, boot INTEGER NOT NULL, bytes BLOB NOT NULL);
        CREATE TABLE readings(sequence INTEGER PRIMARY KEY, position INTEGER NOT NULL, boot INTEGER NOT NULL, bytes BLOB NOT NULL);
        CREATE TABLE boots(ordinal INTEGER PRIMARY KEY, boot BLOB NOT NULL UNIQUE, zero INTEGER, quality INTEGER NOT NULL, released INTEGER NOT NULL);
        CREATE TABLE state(key TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE source(id INTEGER PRIMARY KEY CHECK(id = 1), boot INTEGER NOT NULL, position INTEGER NOT NULL, nanoseconds INTEGER NOT NULL);
        CREATE TABLE aside(id INTEGER PRIMARY KEY, lane INTEGER NOT NULL, sequence INTEGER NOT NULL, bytes BLOB NOT NULL);
        """;

    /// <summary>Rows written before have no check and are taken as they are.</summary>
    private const string Step2 = """
        ALTER TABLE outbox ADD COLUMN crc INTEGER;
        ALTER TABLE lanes ADD COLUMN crc INTEGER;
        ALTER TABLE alarms ADD COLUMN crc INTEGER;
        ALTER TABLE readings ADD COLUMN crc INTEGER;
        ALTER TABLE boots ADD COLUMN crc INTEGER;
        ALTER TABLE state ADD COLUMN crc INTEGER;
        ALTER TABLE source ADD COLUMN crc INTEGER;
        """;

    /// <summary>State written before stays where it is; what changes from then on goes through the log.</summary>
    private const string Step3 =
        "CREATE TABLE changes(slot INTEGER PRIMARY KEY, generation INTEGER NOT NULL, boot INTEGER, position INTEGER, "
            + "nanoseconds INTEGER, bytes BLOB NOT NULL, crc INTEGER);";

    /// <summary>A lane written before has kept no tail: what it answered for is its cursor.</summary>
    private const string Step4 = """
        ALTER TABLE lanes ADD COLUMN answered INTEGER;
        ALTER TABLE lanes ADD COLUMN falls INTEGER;
        ALTER TABLE lanes ADD COLUMN receipt BLOB;
        """;
}
