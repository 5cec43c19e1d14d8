namespace CityKit.PostgreSql;

/// <summary>
/// The tables of what all nodes of a city share beside its hubs: evidence, who is which subject, secrets, who was erased.
/// </summary>
internal static class KeyTables
{
    /// <summary>What is in a chunk is encrypted: to compress it is lost time.</summary>
    private const string First = """
        CREATE TABLE evidence(name text COLLATE "C" PRIMARY KEY, file bytea NOT NULL UNIQUE, written_at bigint NOT NULL);
        CREATE TABLE evidence_chunks(file bytea NOT NULL REFERENCES evidence(file) ON DELETE CASCADE, number integer NOT NULL,
            bytes bytea NOT NULL, PRIMARY KEY(file, number));
        ALTER TABLE evidence_chunks ALTER bytes SET STORAGE EXTERNAL;
        CREATE TABLE city_subjects(lookup bytea PRIMARY KEY, id bytea NOT NULL UNIQUE, wrapped bytea NOT NULL);
        CREATE TABLE erased(partition text COLLATE "C" NOT NULL, subject bytea NOT NULL, household bytea, at bigint NOT NULL,
            PRIMARY KEY(partition, subject));
        CREATE TABLE secrets(name text COLLATE "C" PRIMARY KEY, sealed bytea NOT NULL, changed_at bigint NOT NULL);
        """;

    /// <summary>The server's clock, in nanoseconds since 1970.</summary>
    internal const string Now = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 1000";

    internal static SchemaPart Part { get; } = new("keys_version", [First]);
}
