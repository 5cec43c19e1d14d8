namespace CityKit.PostgreSql;

/// <summary>The tables of hubs. Every key begins with the partition.</summary>
internal static class StoreTables
{
    private const string First = """
        CREATE TABLE hub(partition text COLLATE "C" PRIMARY KEY, epoch bigint NOT NULL, session bigint NOT NULL,
            number bigint NOT NULL, hash bytea NOT NULL, notification bigint NOT NULL, checkpoint bigint NOT NULL,
            history bytea, crc bigint) WITH (fillfactor = 50);
        CREATE TABLE journal(partition text COLLATE "C" NOT NULL, number bigint NOT NULL, received_at bigint NOT NULL,
            kind smallint NOT NULL, key text COLLATE "C" NOT NULL, payload bytea NOT NULL, seal bytea, digest bytea,
            PRIMARY KEY(partition, number));
        CREATE UNIQUE INDEX journal_key ON journal(partition, kind, key) WHERE key <> '';
        CREATE TABLE cells(partition text COLLATE "C" NOT NULL, module text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
            number bigint NOT NULL, bytes bytea NOT NULL, crc bigint NOT NULL,
            PRIMARY KEY(partition, module, key)) WITH (fillfactor = 80);
        CREATE TABLE notifications(partition text COLLATE "C" NOT NULL, number bigint NOT NULL, at bigint NOT NULL,
            kind smallint NOT NULL, subject text NOT NULL, zh text NOT NULL, en text NOT NULL, audience text NOT NULL,
            PRIMARY KEY(partition, number));
        CREATE TABLE texts(partition text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, salt bytea NOT NULL,
            text bytea NOT NULL, suite integer NOT NULL, PRIMARY KEY(partition, id));
        CREATE TABLE kinds(partition text COLLATE "C" NOT NULL, kind text NOT NULL, indexes text NOT NULL,
            PRIMARY KEY(partition, kind));
        """;

    /// <summary>
    /// Personal data is in records, encrypted with the keys of subjects; <see cref="KeyRewrite"/> works off the erasures.
    /// </summary>
    private const string WithSubjects = """
        DROP TABLE texts;
        CREATE TABLE subjects(partition text COLLATE "C" NOT NULL, id bytea NOT NULL, lookup bytea NOT NULL, wrapped bytea NOT NULL,
            crc bigint NOT NULL, PRIMARY KEY(partition, id), UNIQUE(partition, lookup));
        CREATE TABLE records(partition text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, subject bytea NOT NULL,
            sealed bytea NOT NULL, suite integer NOT NULL, crc bigint NOT NULL, PRIMARY KEY(partition, id));
        CREATE INDEX records_subject ON records(partition, subject);
        CREATE TABLE erasures(number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, partition text COLLATE "C" NOT NULL);
        """;

    /// <summary>
    /// No table changes. The sensor register is stored in pieces, which a version that knows an entry a row cannot read.
    /// </summary>
    private const string WithPieces = "UPDATE hub SET epoch = epoch";

    internal static SchemaPart Part { get; } = new("schema_version", [First, WithSubjects, WithPieces]);
}
