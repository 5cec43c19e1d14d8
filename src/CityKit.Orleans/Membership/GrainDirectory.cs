using CityKit.PostgreSql;
using CityKit.PostgreSql.Clusters;
using Npgsql;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace CityKit.Orleans.Membership;

/// <summary>Where each partition's grain is (粒目录), in the city's database: one row a grain, so that two nodes never have one.</summary>
/// <param name="database">The city's.</param>
internal sealed class GrainDirectory(ClusterDatabase database) : IGrainDirectory
{
    /// <summary>The directory's name for grains.</summary>
    internal const string Name = "citykit";

    private const string Find = "SELECT activation, node, version FROM grains WHERE grain = $1";

    /// <summary>Registers the new one where there is none, or where the row is the previous one's.</summary>
    private const string Put = """
        INSERT INTO grains(grain, activation, node, version) VALUES($1, $2, $3, $4)
        ON CONFLICT (grain) DO UPDATE SET activation = excluded.activation, node = excluded.node, version = excluded.version
            WHERE grains.activation = $5 AND grains.node = $6
        """;

    private const string Remove = "DELETE FROM grains WHERE grain = $1 AND activation = $2";

    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, null, CancellationToken.None);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress) =>
        Register(address, previousAddress, CancellationToken.None);

    public async Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var version = SqlRows.Of(address.MembershipVersion.Value);
        NpgsqlParameter[] parameters = [.. Row(address), version, .. Row(previousAddress ?? address).Skip(1)];
        await database.RunAsync(Put, parameters, cancellationToken).ConfigureAwait(false);
        return await Lookup(address.GrainId, cancellationToken).ConfigureAwait(false);
    }

    public Task Unregister(GrainAddress address) => Unregister(address, CancellationToken.None);

    public async Task Unregister(GrainAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        await database.RunAsync(Remove, Row(address).Take(2), cancellationToken).ConfigureAwait(false);
    }

    public Task<GrainAddress?> Lookup(GrainId grainId) => Lookup(grainId, CancellationToken.None);

    public async Task<GrainAddress?> Lookup(GrainId grainId, CancellationToken cancellationToken)
    {
        var rows = await database.RowsAsync(Find, [SqlRows.Of(grainId.ToString())], row => new GrainAddress
        {
            GrainId = grainId,
            ActivationId = ActivationId.FromParsableString(row.GetString(0)),
            SiloAddress = SiloAddress.FromParsableString(row.GetString(1)),
            MembershipVersion = new MembershipVersion(row.GetInt64(2)),
        }, cancellationToken).ConfigureAwait(false);
        return rows.FirstOrDefault();
    }

    public Task UnregisterSilos(List<SiloAddress> siloAddresses)
    {
        ArgumentNullException.ThrowIfNull(siloAddresses);
        return database.RunAsync("DELETE FROM grains WHERE node = ANY($1)",
            [SqlRows.Of(siloAddresses.Select(silo => silo.ToParsableString()).ToArray<string?>())], CancellationToken.None);
    }

    private static IEnumerable<NpgsqlParameter> Row(GrainAddress address) =>
    [
        SqlRows.Of(address.GrainId.ToString()),
        SqlRows.Of(address.ActivationId.ToParsableString()),
        SqlRows.Of(address.SiloAddress?.ToParsableString() ?? ""),
    ];
}
