namespace CityKit.PostgreSql;

/// <summary>
/// The tables of a city on several nodes: which nodes there are, where grains are, who has which partition. None of them is touched by a
/// hub's commit.
/// </summary>
internal static class ClusterTables
{
    /// <summary>Versions of rows are what their writers compare; the one of <c>membership</c> counts all changes of <c>nodes</c>.</summary>
    private const string First = """
        CREATE TABLE membership(one boolean PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL);
        CREATE TABLE nodes(address text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, entry jsonb NOT NULL);
        CREATE TABLE grains(grain text COLLATE "C" PRIMARY KEY, activation text COLLATE "C" NOT NULL,
            node text COLLATE "C" NOT NULL, version bigint NOT NULL);
        CREATE INDEX grains_node ON grains(node);
        CREATE TABLE partitions(partition text COLLATE "C" PRIMARY KEY, node text COLLATE "C", address text, epoch bigint,
            changed_at bigint NOT NULL);
        CREATE TABLE city(one boolean PRIMARY KEY DEFAULT true CHECK (one), partitions integer NOT NULL);
        """;

    /// <summary>A node that has to give its partitions away, and a partition that is to be on one node, by its name.</summary>
    private const string WithMoves = """
        ALTER TABLE nodes ADD COLUMN drained boolean NOT NULL DEFAULT false;
        ALTER TABLE partitions ADD COLUMN pin text;
        """;

    internal static SchemaPart Part { get; } = new("cluster_version", [First, WithMoves]);
}
