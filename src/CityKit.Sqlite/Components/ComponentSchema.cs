using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>
/// The component registry's file, step by step. Which component is where is kept beside the entries, so that opening reads a narrow table.
/// </summary>
internal static class ComponentSchema
{
    internal static SqliteSchema Schema { get; } = new("component registry", 0x434B4350, [First, Second, Third, Fourth, Fifth]);

    private const string First =
        "CREATE TABLE components(id INTEGER PRIMARY KEY, entries INTEGER NOT NULL, state INTEGER NOT NULL, longitude REAL NOT NULL, "
        + "latitude REAL NOT NULL);\n"
        + "CREATE TABLE entries(id INTEGER NOT NULL, number INTEGER NOT NULL, doc BLOB NOT NULL, PRIMARY KEY(id, number)) WITHOUT ROWID;";

    // What an index or a survey's diff was made from, and how far imports have come.
    private const string Second = """
        CREATE TABLE state(only INTEGER PRIMARY KEY CHECK(only = 1), id TEXT NOT NULL, revision INTEGER NOT NULL);
        INSERT INTO state VALUES(1, lower(hex(randomblob(16))), 0);

        """ + "CREATE TABLE imports(name TEXT PRIMARY KEY, bytes INTEGER NOT NULL, digest TEXT NOT NULL, begun INTEGER NOT NULL, "
        + "rows INTEGER NOT NULL, accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, reject_bytes INTEGER NOT NULL, "
        + "done INTEGER NOT NULL) WITHOUT ROWID;";

    // What an import's file was read by.
    private const string Third = "ALTER TABLE imports ADD COLUMN terms TEXT NOT NULL DEFAULT '';";

    // What questions ask by. External ids and changes have tables of their own: an index, even one that holds none of the rows, would cost
    // each row of a survey a tenth. 'filling' is how far an older file has been filled (SummaryFilling); null when it is.
    private const string Fourth = """
        CREATE TABLE bodies(number INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, UNIQUE(name, code));
        CREATE TABLE responsible(number INTEGER PRIMARY KEY, department INTEGER NOT NULL, owner INTEGER NOT NULL,
            maintainer INTEGER NOT NULL, UNIQUE(department, owner, maintainer));
        CREATE TABLE grids(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        ALTER TABLE components ADD COLUMN grid INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE components ADD COLUMN responsible INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE components ADD COLUMN surveyed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE components ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE components ADD COLUMN last INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE components ADD COLUMN external TEXT;
        CREATE TABLE externals(external TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY(external, id)) WITHOUT ROWID;
        CREATE TABLE changes(id INTEGER PRIMARY KEY, last INTEGER NOT NULL);
        CREATE INDEX changes_last ON changes(last);
        ALTER TABLE state ADD COLUMN filling INTEGER;
        UPDATE state SET filling = 0 WHERE EXISTS(SELECT 1 FROM components);
        """;

    // What everything that was added comes to.
    private const string Fifth = "ALTER TABLE state ADD COLUMN digest TEXT NOT NULL DEFAULT '';";
}
