using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The component registry's file, step by step. What stands where is kept beside the entries, so that opening reads a narrow table.</summary>
internal static class ComponentSchema
{
    internal static SqliteSchema Schema { get; } = new("component registry", 0x434B4350, [First]);

    private const string First = """
        CREATE TABLE components(id INTEGER PRIMARY KEY, entries INTEGER NOT NULL, state INTEGER NOT NULL, longitude REAL NOT NULL, latitude REAL NOT NULL);
        CREATE TABLE entries(id INTEGER NOT NULL, number INTEGER NOT NULL, doc BLOB NOT NULL, PRIMARY KEY(id, number)) WITHOUT ROWID;
        """;
}
