using System.Globalization;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Clusters;
using Npgsql;
using Orleans;
using Orleans.Runtime;

namespace CityKit.Orleans.Membership;

/// <summary>
/// The nodes of the cluster (成员表) in the city's database. A change of the table's version and of a row is one statement: who comes
/// second finds another version and changes nothing.
/// </summary>
/// <param name="database">The city's.</param>
internal sealed class MembershipTable(ClusterDatabase database) : IMembershipTable
{
    private const string All = "SELECT m.version, n.address, n.version, n.entry::text FROM membership m LEFT JOIN nodes n ON ";

    private const string Insert = """
        WITH moved AS (UPDATE membership SET version = version + 1
            WHERE version = $1 AND NOT EXISTS (SELECT 1 FROM nodes WHERE address = $2) RETURNING version)
        INSERT INTO nodes(address, version, entry) SELECT $2, version, $3::jsonb FROM moved
        """;

    private const string Update = """
        WITH moved AS (UPDATE membership SET version = version + 1
            WHERE version = $1 AND EXISTS (SELECT 1 FROM nodes WHERE address = $2 AND version = $4) RETURNING version)
        UPDATE nodes SET version = moved.version, entry = $3::jsonb FROM moved WHERE address = $2
        """;

    private const string Alive = "UPDATE nodes SET entry = jsonb_set(entry, '{IAmAliveTime}', to_jsonb($2)) WHERE address = $1";

    private const string Cleanup = """
        DELETE FROM nodes WHERE entry->>'Status' <> 'Active'
            AND greatest((entry->>'IAmAliveTime')::bigint, (entry->>'StartTime')::bigint) < $1
        """;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => database.OpenAsync(CancellationToken.None);

    public Task DeleteMembershipTableEntries(string clusterId) =>
        database.RunAsync("DELETE FROM nodes", [], CancellationToken.None);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) =>
        database.RunAsync(Cleanup, [SqlRows.Of(beforeDate.UtcTicks)], CancellationToken.None);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAsync("n.address = $1", SqlRows.Of(key.ToParsableString()));

    public Task<MembershipTableData> ReadAll() => ReadAsync("true");

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        ChangeAsync(Insert, tableVersion, entry);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        ChangeAsync(Update, tableVersion, entry, SqlRows.Of(Number(etag)));

    public Task UpdateIAmAlive(MembershipEntry entry) => database.RunAsync(
        Alive, [SqlRows.Of(entry.SiloAddress.ToParsableString()), SqlRows.Of(entry.IAmAliveTime.Ticks)], CancellationToken.None);

    private async Task<bool> ChangeAsync(string sql, TableVersion tableVersion, MembershipEntry entry, params NpgsqlParameter[] more)
    {
        NpgsqlParameter[] parameters = [SqlRows.Of(Number(tableVersion.VersionEtag)), SqlRows.Of(entry.SiloAddress.ToParsableString()),
            SqlRows.Of(NodeEntry.Write(entry)), .. more];
        return await database.RunAsync(sql, parameters, CancellationToken.None).ConfigureAwait(false) == 1;
    }

    private async Task<MembershipTableData> ReadAsync(string which, params NpgsqlParameter[] parameters)
    {
        var rows = await database.RowsAsync(All + which, parameters, Read, CancellationToken.None).ConfigureAwait(false);
        if (rows.Count == 0) throw new IOException("The table 'membership' has no version: start a node. 成员表为空，请先启动节点。");
        return new MembershipTableData([.. rows.Select(row => row.Node).OfType<Tuple<MembershipEntry, string>>()],
            new TableVersion((int)rows[0].Version, Text(rows[0].Version)));
    }

    private static (long Version, Tuple<MembershipEntry, string>? Node) Read(NpgsqlDataReader row) => (row.GetInt64(0), row.IsDBNull(1)
        ? null : Tuple.Create(NodeEntry.Read(row.GetString(3)).ToMembership(row.GetString(1)), Text(row.GetInt64(2))));

    private static long Number(string etag) => long.Parse(etag, CultureInfo.InvariantCulture);

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
