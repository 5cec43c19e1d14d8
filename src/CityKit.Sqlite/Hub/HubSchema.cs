using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;

namespace CityKit.Sqlite;

/// <summary>The hub's file, step by step.</summary>
internal static class HubSchema
{
    internal static SqliteSchema Schema { get; } = new(
        "hub store", 0x434B4855,
        [First, WithBundles, WithReleases, WithDocuments, WithChecks, WithDigests, WithTwoRows, WithSubjects, WithPieces]);

    private const string First =
        "CREATE TABLE journal(number INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, "
        + "payload BLOB NOT NULL);\n" + """
        CREATE UNIQUE INDEX journal_key ON journal(kind, key) WHERE key <> '';
        CREATE TABLE devices(id TEXT PRIMARY KEY, key BLOB NOT NULL, outbox BLOB, retired BLOB NOT NULL,
            alarm INTEGER NOT NULL, alarm_hash BLOB NOT NULL, reading INTEGER NOT NULL, reading_hash BLOB NOT NULL,
            accepted INTEGER NOT NULL, duplicates INTEGER NOT NULL, heard_at INTEGER) WITHOUT ROWID;
        CREATE TABLE alerts(at INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, open INTEGER NOT NULL, doc BLOB NOT NULL, PRIMARY KEY(at, id));
        CREATE TABLE leads(at INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, open INTEGER NOT NULL, doc BLOB NOT NULL, PRIMARY KEY(at, id));

        """ + "CREATE TABLE items(at INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, open INTEGER NOT NULL, doc BLOB NOT NULL, number TEXT, "
        + "PRIMARY KEY(at, id));\n" + """
        CREATE INDEX alerts_open ON alerts(open) WHERE open = 1;
        CREATE INDEX leads_open ON leads(open) WHERE open = 1;
        CREATE INDEX items_open ON items(open) WHERE open = 1;
        CREATE TABLE findings(number INTEGER PRIMARY KEY, journal INTEGER NOT NULL, code TEXT NOT NULL, source TEXT NOT NULL,
            from_ns INTEGER, to_ns INTEGER, zh TEXT NOT NULL, en TEXT NOT NULL);
        CREATE TABLE notifications(number INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, subject TEXT NOT NULL,
            zh TEXT NOT NULL, en TEXT NOT NULL, audience TEXT NOT NULL);
        CREATE TABLE texts(id TEXT PRIMARY KEY, salt BLOB NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE snapshot(one INTEGER PRIMARY KEY CHECK(one = 1), number INTEGER NOT NULL, state BLOB NOT NULL);
        """;

    private const string WithBundles = "ALTER TABLE devices ADD COLUMN bundle INTEGER; ALTER TABLE devices ADD COLUMN bundle_command TEXT;";

    private const string WithReleases = """
        ALTER TABLE devices ADD COLUMN release INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE devices ADD COLUMN agent_version TEXT NOT NULL DEFAULT '';
        ALTER TABLE devices ADD COLUMN agent_number INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE devices ADD COLUMN agent_runtime TEXT NOT NULL DEFAULT '';
        ALTER TABLE devices ADD COLUMN agent_trial INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE devices ADD COLUMN agent_failed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE devices ADD COLUMN agent_failed_why TEXT NOT NULL DEFAULT '';
        """;

    /// <summary>
    /// Documents have tables of their own (<see cref="DocumentTable"/>); the tables before them are moved by <see cref="OldTables"/>.
    /// </summary>
    private const string WithDocuments = """
        CREATE TABLE hub(one INTEGER PRIMARY KEY CHECK(one = 1), epoch INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,
            notification INTEGER NOT NULL, checkpoint INTEGER NOT NULL);

        """ + "CREATE TABLE cells(module TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, "
        + "PRIMARY KEY(module, key)) WITHOUT ROWID;";

    /// <summary>
    /// Rows carry a check value (<see cref="HubChecks"/>), the journal the running hash where a commit ended, the hub its history.
    /// </summary>
    private const string WithChecks = """
        ALTER TABLE hub ADD COLUMN history BLOB;
        ALTER TABLE hub ADD COLUMN crc INTEGER;
        ALTER TABLE journal ADD COLUMN seal BLOB;
        ALTER TABLE cells ADD COLUMN crc INTEGER;
        ALTER TABLE notifications ADD COLUMN crc INTEGER;
        ALTER TABLE texts ADD COLUMN crc INTEGER;
        """;

    /// <summary>An entry whose payload was pruned has a digest in its place; a protected text says its suite.</summary>
    private const string WithDigests = """
        ALTER TABLE journal ADD COLUMN digest BLOB;
        ALTER TABLE texts ADD COLUMN suite INTEGER NOT NULL DEFAULT 0;
        """;

    /// <summary>
    /// No table changes. A piece of the state of rules may be in either of two rows, and a version that knows of one would take an old
    /// state for the last.
    /// </summary>
    private const string WithTwoRows = "UPDATE hub SET epoch = epoch";

    /// <summary>
    /// No table changes. The sensor register is stored in pieces, which a version that knows an entry a row cannot read.
    /// </summary>
    private const string WithPieces = "UPDATE hub SET epoch = epoch";

    /// <summary>
    /// Personal data is in records, encrypted with the keys of subjects. <c>keys</c> is only appended to and overwritten
    /// (<see cref="SubjectWriter"/>). <c>texts</c> stays for what versions before wrote.
    /// </summary>
    private const string WithSubjects = """
        CREATE TABLE keys(number INTEGER PRIMARY KEY, wrapped BLOB NOT NULL);
        CREATE TABLE subjects(id BLOB PRIMARY KEY, lookup BLOB NOT NULL UNIQUE, key INTEGER NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE records(id TEXT PRIMARY KEY, subject BLOB NOT NULL, sealed BLOB NOT NULL, suite INTEGER NOT NULL,
            crc INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX records_subject ON records(subject);
        """;
}
