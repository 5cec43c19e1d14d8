namespace CityKit.PostgreSql;

/// <summary>The tables of what all nodes of a city share beside its hubs: evidence, who is which subject, secrets.</summary>
internal static class KeyTables
{
    private const string First = """
        CREATE TABLE evidence(id text COLLATE "C" NOT NULL, chunk integer NOT NULL, bytes bytea NOT NULL, PRIMARY KEY(id, chunk));
        CREATE TABLE city_subjects(lookup bytea PRIMARY KEY, id bytea NOT NULL UNIQUE);
        CREATE TABLE secrets(name text COLLATE "C" PRIMARY KEY, bytes bytea NOT NULL, changed_at bigint NOT NULL);
        """;

    internal static SchemaPart Part { get; } = new("keys_version", [First]);
}
