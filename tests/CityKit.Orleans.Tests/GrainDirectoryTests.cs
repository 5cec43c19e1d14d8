using CityKit.Orleans.Membership;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Clusters;
using CityKit.PostgreSql.Tests.Support;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace CityKit.Orleans.Tests;

/// <summary>The facts that Orleans' own tests demand of a grain directory (GrainDirectoryTests).</summary>
public sealed class GrainDirectoryTests : IAsyncLifetime, IDisposable
{
    private readonly TestDatabase database = new();
    private PostgreSqlDatabase city = null!;
    private ClusterDatabase cluster = null!;
    private IGrainDirectory directory = null!;

    public async Task InitializeAsync()
    {
        if (PostgresFactAttribute.Reason is not null) return;
        city = new PostgreSqlDatabase(database.ConnectionString);
        cluster = new ClusterDatabase(city, 4, TimeProvider.System);
        directory = new Membership.GrainDirectory(cluster);
        await cluster.OpenAsync(default);
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        if (city is not null) await city.DisposeAsync();
    }

    public void Dispose() => database.Dispose();

    [PostgresFact]
    public async Task Register_ThenUnregister_IsFoundBetween()
    {
        var expected = NewAddress("000", "10.0.23.12:1000@5678");
        Assert.Equal(expected, await directory.Register(expected, null));
        Assert.Equal(expected, await directory.Lookup(expected.GrainId));
        await directory.Unregister(expected);
        Assert.Null(await directory.Lookup(expected.GrainId));
    }

    [PostgresFact]
    public async Task Register_WhereAnotherIs_LeavesAndGivesTheOther()
    {
        var first = NewAddress("000", "10.0.23.12:1000@5678");
        var elsewhere = new GrainAddress
        {
            GrainId = first.GrainId, ActivationId = first.ActivationId, MembershipVersion = first.MembershipVersion,
            SiloAddress = SiloAddress.FromParsableString("10.0.23.14:1000@4583"),
        };
        Assert.Equal(first, await directory.Register(first, null));
        Assert.Equal(first, await directory.Register(NewAddress("000", "10.0.23.12:1000@5678"), null));
        Assert.Equal(first, await directory.Register(elsewhere, null));
        Assert.Equal(first, await directory.Lookup(first.GrainId));
    }

    [PostgresFact]
    public async Task Register_WithThePreviousAddress_TakesItsPlace()
    {
        var (first, second, third) = (NewAddress("000", "10.0.23.12:1000@5678"), NewAddress("000", "10.0.23.12:1000@5678"),
            NewAddress("000", "10.0.23.14:1000@4583"));
        Assert.Equal(first, await directory.Register(first, third));
        Assert.Equal(second, await directory.Register(second, first));
        Assert.Equal(second, await directory.Register(third, first));
        Assert.Equal(second, await directory.Lookup(first.GrainId));
    }

    [PostgresFact]
    public async Task Unregister_AnotherActivation_LeavesTheEntry()
    {
        var first = NewAddress("000", "10.0.23.12:1000@5678");
        await directory.Register(first, null);
        await directory.Unregister(NewAddress("000", "10.0.23.12:1000@5678"));
        Assert.Equal(first, await directory.Lookup(first.GrainId));
    }

    [PostgresFact]
    public async Task UnregisterSilos_RemovesWhatWasThereOnly()
    {
        var (gone, stays) = (NewAddress("000", "10.0.23.12:1000@5678"), NewAddress("001", "10.0.23.14:1000@4583"));
        await directory.Register(gone, null);
        await directory.Register(stays, null);
        await directory.UnregisterSilos([gone.SiloAddress!]);
        Assert.Null(await directory.Lookup(gone.GrainId));
        Assert.Equal(stays, await directory.Lookup(stays.GrainId));
    }

    private static GrainAddress NewAddress(string partition, string silo) => new()
    {
        ActivationId = ActivationId.NewId(),
        GrainId = GrainId.Create("partition", partition),
        SiloAddress = SiloAddress.FromParsableString(silo),
        MembershipVersion = new MembershipVersion(51),
    };
}
