namespace CityKit.PostgreSql;

/// <summary>The tables of what waits to be delivered, and which node delivers.</summary>
internal static class DeliveryTables
{
    private const string First = """
        CREATE TABLE delivery_claim(one boolean PRIMARY KEY DEFAULT true CHECK (one), epoch bigint NOT NULL, holder text NOT NULL,
            seen_at bigint NOT NULL);
        CREATE TABLE delivery_positions(subscription text COLLATE "C" PRIMARY KEY, position text NOT NULL);
        CREATE TABLE deliveries(id bigint PRIMARY KEY, subscription text COLLATE "C" NOT NULL, dead boolean NOT NULL, doc bytea NOT NULL);
        CREATE INDEX deliveries_dead ON deliveries(dead, id);
        """;

    internal static SchemaPart Part { get; } = new("deliveries_version", [First]);
}
