using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The file of deliveries, step by step.</summary>
internal static class DeliverySchema
{
    internal static SqliteSchema Schema { get; } = new("store of deliveries", 0x434B444C, [First, Parts]);

    /// <summary>A position in a city of many partitions is more than a number: it is there as text.</summary>
    private const string Parts = "ALTER TABLE positions ADD COLUMN parts TEXT";

    private const string First = """
        CREATE TABLE positions(subscription TEXT PRIMARY KEY, history BLOB NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE deliveries(id INTEGER PRIMARY KEY, subscription TEXT NOT NULL, dead INTEGER NOT NULL, doc BLOB NOT NULL);
        CREATE INDEX deliveries_dead ON deliveries(dead, id);
        """;
}
