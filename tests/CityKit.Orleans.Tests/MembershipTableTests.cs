using CityKit.Orleans.Membership;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Clusters;
using CityKit.PostgreSql.Tests.Support;
using Orleans;
using Orleans.Runtime;

namespace CityKit.Orleans.Tests;

/// <summary>The facts that Orleans' own tests demand of a membership table (MembershipTableTestsBase).</summary>
public sealed class MembershipTableTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTime Now = new(2026, 11, 28, 8, 0, 0, DateTimeKind.Utc);
    private readonly TestDatabase database = new();
    private PostgreSqlDatabase city = null!;
    private ClusterDatabase cluster = null!;
    private MembershipTable table = null!;
    private int generation;

    public async Task InitializeAsync()
    {
        if (PostgresFactAttribute.Reason is not null) return;
        city = new PostgreSqlDatabase(database.ConnectionString);
        cluster = new ClusterDatabase(city, 4, TimeProvider.System);
        table = new MembershipTable(cluster);
        await table.InitializeMembershipTable(true);
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null) await cluster.DisposeAsync();
        if (city is not null) await city.DisposeAsync();
    }

    public void Dispose() => database.Dispose();

    [PostgresFact]
    public async Task ReadAll_AnEmptyTable_HasVersion0AndNobody()
    {
        var data = await table.ReadAll();
        Assert.Empty(data.Members);
        Assert.Equal(0, data.Version.Version);
        Assert.NotEmpty(data.Version.VersionEtag);
    }

    [PostgresFact]
    public async Task InsertRow_WithTheVersionThatIsThere_IsReadBackWhole()
    {
        var entry = NewEntry();
        entry.SuspectTimes = [Tuple.Create(NewAddress(), Now.AddSeconds(1)), Tuple.Create(NewAddress(), Now.AddSeconds(2))];
        Assert.True(await table.InsertRow(entry, (await table.ReadAll()).Version.Next()));
        var data = await table.ReadRow(entry.SiloAddress);
        Assert.Equal(1, data.Version.Version);
        Assert.Equal(entry.ToFullString(), Assert.Single(data.Members).Item1.ToFullString());
        Assert.Empty((await table.ReadRow(NewAddress())).Members);
    }

    [PostgresFact]
    public async Task InsertRow_WithAnOldVersionOrASecondTime_ChangesNothing()
    {
        var (entry, version) = (NewEntry(), (await table.ReadAll()).Version.Next());
        Assert.True(await table.InsertRow(entry, version));
        Assert.False(await table.InsertRow(entry, version));
        Assert.False(await table.InsertRow(NewEntry(), version));
        Assert.False(await table.InsertRow(entry, (await table.ReadAll()).Version.Next()));
        var data = await table.ReadAll();
        Assert.Equal((1, 1), (data.Members.Count, data.Version.Version));
    }

    [PostgresFact]
    public async Task UpdateRow_NeedsTheRowsTagAndTheTablesVersion()
    {
        var entry = NewEntry();
        await table.InsertRow(entry, (await table.ReadAll()).Version.Next());
        var before = await table.ReadAll();
        var tag = before.TryGet(entry.SiloAddress)!.Item2;
        entry.Status = SiloStatus.Active;
        Assert.False(await table.UpdateRow(entry, tag, new TableVersion(2, "0")));
        Assert.False(await table.UpdateRow(NewEntry(), tag, before.Version.Next()));
        Assert.True(await table.UpdateRow(entry, tag, before.Version.Next()));
        Assert.False(await table.UpdateRow(entry, tag, before.Version.Next()));
        var after = await table.ReadAll();
        Assert.False(await table.UpdateRow(entry, tag, after.Version.Next()));
        Assert.Equal((2, SiloStatus.Active), (after.Version.Version, after.TryGet(entry.SiloAddress)!.Item1.Status));
    }

    [PostgresFact]
    public async Task UpdateRow_ByManyAtOnce_CountsEachOnce()
    {
        var entry = NewEntry();
        var first = (await table.ReadAll()).Version.Next();
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => table.InsertRow(entry, first))), inserted => inserted);
        await Task.WhenAll(Enumerable.Range(0, 19).Select(async _ => await UpdateAsync(entry.SiloAddress)));
        var data = await table.ReadAll();
        Assert.Equal((1, 20), (data.Members.Count, data.Version.Version));
    }

    private async Task UpdateAsync(SiloAddress address)
    {
        while (true)
        {
            var data = await table.ReadAll();
            if (await table.UpdateRow(data.TryGet(address)!.Item1, data.TryGet(address)!.Item2, data.Version.Next())) return;
        }
    }

    [PostgresFact]
    public async Task UpdateIAmAlive_ChangesNothingElse()
    {
        var entry = NewEntry();
        await table.InsertRow(entry, (await table.ReadAll()).Version.Next());
        var before = await table.ReadAll();
        await table.UpdateIAmAlive(new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = Now.AddMinutes(1) });
        var after = await table.ReadAll();
        entry.IAmAliveTime = Now.AddMinutes(1);
        Assert.Equal(before.Version, after.Version);
        Assert.Equal((entry.ToFullString(), before.Members[0].Item2), (after.Members[0].Item1.ToFullString(), after.Members[0].Item2));
    }

    [PostgresFact]
    public async Task CleanupDefunctSiloEntries_RemovesAllOldOnesThatAreNotActive()
    {
        await InsertAsync(NewEntry());
        foreach (var status in Enum.GetValues<SiloStatus>())
        {
            var old = NewEntry();
            (old.Status, old.StartTime, old.IAmAliveTime) = (status, Now.AddDays(-10), Now.AddDays(-10));
            await InsertAsync(old);
        }
        await table.CleanupDefunctSiloEntries(Now.AddDays(-7));
        Assert.Equal([SiloStatus.Joining, SiloStatus.Active], (await table.ReadAll()).Members.Select(m => m.Item1.Status).Order());
    }

    [PostgresFact]
    public async Task DeleteMembershipTableEntries_LeavesNobody()
    {
        await InsertAsync(NewEntry());
        await table.DeleteMembershipTableEntries("city");
        Assert.Empty((await table.ReadAll()).Members);
    }

    private async Task InsertAsync(MembershipEntry entry) =>
        Assert.True(await table.InsertRow(entry, (await table.ReadAll()).Version.Next()));

    private MembershipEntry NewEntry() => new()
    {
        SiloAddress = NewAddress(),
        HostName = "host-1",
        SiloName = "node-1",
        Status = SiloStatus.Joining,
        ProxyPort = 30000,
        StartTime = Now,
        IAmAliveTime = Now,
    };

    private SiloAddress NewAddress() => SiloAddress.FromParsableString($"127.0.0.1:11111@{++generation}");
}
