using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Evidence;
using CityKit.Grids.Maps;
using CityKit.Hub.Tests.Support;
using CityKit.Partitions;
using CityKit.PostgreSql.Evidence;
using CityKit.PostgreSql.Keys;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CityKit.PostgreSql.Tests;

/// <summary>
/// Two nodes of a city on one database: they share keys, subjects, evidence and who was erased, and no file but the secret.
/// </summary>
public sealed class NodesTests : IAsyncLifetime
{
    private const int Count = 4;
    private readonly TestDatabase own = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-");
    private readonly FakeTimeProvider time = FakeTime.At(TestCity.Start);
    private PostgreSqlDatabase owners = null!;
    private PostgreSqlDatabase beside = null!;
    private LocalPartitions partitions = null!;
    private CityHub first = null!;
    private CityHub second = null!;

    /// <summary>The first node has all hubs; the second asks them.</summary>
    public async Task InitializeAsync()
    {
        if (PostgresFactAttribute.Reason is not null) return;
        (owners, beside) = (new PostgreSqlDatabase(own.ConnectionString), new PostgreSqlDatabase(own.ConnectionString));
        var hubs = await HubsAsync(owners);
        partitions = new LocalPartitions(hubs);
        first = CityHub.OfCity(hubs, partitions, owners.Reader(Count));
        await first.StartAsync();
        second = CityHub.OfCity(await HubsAsync(beside), new Asking(partitions), beside.Reader(Count));
        await second.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (first is not null)
        {
            await second.DisposeAsync();
            await first.DisposeAsync();
            await owners.DisposeAsync();
            await beside.DisposeAsync();
        }
        own.Dispose();
        folder.Delete(recursive: true);
    }

    [PostgresFact]
    public async Task Evidence_KeptOnOneNode_IsReadOnTheOtherAndErasedFromTheArchive()
    {
        var picture = TestPictures.Jpeg();
        var piece = (await second.Evidence!.KeepAsync(new MemoryStream(picture), TestCity.Resident)).Evidence!;
        var item = await ReportAsync(second, "r-1", piece.Reference);
        Assert.Equal(piece.Id, Assert.Single((await first.Evidence!.ListAsync(item, TestCity.Officer))!).Id);
        Assert.Equal(picture, await ReadAsync(await first.Evidence.OpenOriginalAsync("v-1", piece.Id, "handling", TestCity.Officer)));
        Assert.Equal(0, await second.Evidence.SweepAsync());
        Assert.Equal(["2"], own.Run("SELECT count(*) FROM evidence"));
        (await first.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        Assert.Equal(2, await second.Evidence.SweepAsync());
        Assert.Equal(["0"], own.Run("SELECT count(*) FROM evidence_chunks"));
    }

    [PostgresFact]
    public async Task Evidence_NamedInTwoPartitions_IsSeenByThoseOfEach()
    {
        var piece = (await second.Evidence!.KeepAsync(new MemoryStream(TestPictures.Jpeg()), TestCity.Resident)).Evidence!;
        WorkItemId[] items = [await ReportAsync(second, "r-1", piece.Reference), await ReportAsync(first, "r-2", piece.Reference, 120.511)];
        Assert.Equal(["2"], own.Run("SELECT count(*) FROM d_evidence WHERE partition <> 'city'"));
        foreach (var item in items) Assert.Single((await first.Evidence!.ListAsync(item, TestCity.Officer))!);
        Assert.Equal(items.ToHashSet(), (await second.Evidence.FindAsync(piece.Id, TestCity.Officer))!.Items.ToHashSet());
    }

    [PostgresFact]
    public async Task Person_InSeveralPartitions_IsOneSubjectAndAnotherAfterErasing()
    {
        await ReportAsync(first, "r-1", null);
        await second.Evidence!.KeepAsync(new MemoryStream(TestPictures.Jpeg()), TestCity.Resident); // in the city's own partition
        var before = Assert.Single(await OfResidentAsync("city_subjects"));
        Assert.Equal([before, before], await OfResidentAsync("subjects"));
        (await second.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        Assert.Empty(await OfResidentAsync("subjects"));
        Assert.Empty(await OfResidentAsync("city_subjects"));
        Assert.Equal(["2"], own.Run($"SELECT count(DISTINCT partition) FROM erased WHERE encode(subject, 'hex') = '{before}'"));
        await ReportAsync(second, "r-2", null);
        Assert.NotEqual(before, Assert.Single(await OfResidentAsync("city_subjects")));
    }

    [PostgresFact]
    public async Task Person_WhoWaitsToBeErased_IsAnotherWhereNobodyKnewThem()
    {
        var policy = """{"schema": 1, "retention": [{"kind": "report", "atLeastDays": 30, "atMostDays": 60}]}""";
        (await second.ExecuteAsync(new PutPolicy("p-1", policy), TestCity.Admin)).OrThrow();
        await ReportAsync(first, "r-1", null);
        var before = Assert.Single(await OfResidentAsync("city_subjects"));
        (await second.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        Assert.Empty(await OfResidentAsync("city_subjects"));
        Assert.Equal([before], await OfResidentAsync("subjects"));
        await ReportAsync(first, "r-2", null, 120.511);
        Assert.NotEqual(before, Assert.Single(await OfResidentAsync("city_subjects")));
    }

    [PostgresFact]
    public async Task Erased_WhatAnOlderCopyBringsBack_IsErasedWhenThePartitionStarts()
    {
        await ReportAsync(first, "r-1", null);
        own.Run("CREATE TABLE older AS SELECT * FROM subjects");
        (await first.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        own.Run("INSERT INTO subjects SELECT * FROM older ON CONFLICT DO NOTHING");
        Assert.Single(await OfResidentAsync("subjects"));
        await using var other = new PostgreSqlDatabase(own.ConnectionString);
        await using var again = new LocalPartitions(await HubsAsync(other));
        await again.StartAsync(default);
        Assert.Empty(await OfResidentAsync("subjects"));
    }

    [PostgresFact]
    public async Task Answers_OfBothNodes_AreSignedWithOneKey()
    {
        var device = TestCity.NewDevice("pi-1");
        (await second.ExecuteAsync(new AdmitDevice("admit", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();
        var answer = await second.AcceptAsync(device.Next(device.Contact("smoke", TestCity.Start)));
        var keys = await PostgreSqlKeys.OpenAsync(beside, Secret);
        Assert.True(answer.Receipt!.IsSignedBy(keys.Answers!.Public));
    }

    /// <summary>The resident's subject as a table has it, a row for each partition.</summary>
    private async Task<List<string>> OfResidentAsync(string table)
    {
        var keys = await PostgreSqlKeys.OpenAsync(beside, Secret);
        var lookup = Convert.ToHexStringLower(keys.Protector.LookUp($"Person|{TestCity.Resident.Id}").ToArray());
        return own.Run($"SELECT encode(id, 'hex') FROM {table} WHERE encode(lookup, 'hex') = '{lookup}'");
    }

    private string Secret => Path.Combine(folder.FullName, "secret");

    private async Task<PartitionHubs> HubsAsync(PostgreSqlDatabase database)
    {
        var keys = await PostgreSqlKeys.OpenAsync(database, Secret);
        var setup = TestCity.NewSetup() with
        {
            Grids = new GridMap([TestCity.Square(TestCity.Grid1, 120.41), TestCity.Square("370202998001001", 120.51)]),
            Keys = keys.Protector, ErasureLog = keys.Erasures, AnswerKey = keys.Answers, Evidence = new PostgreSqlEvidenceArchive(database),
        };
        return new PartitionHubs(Count, setup, database.Store, time);
    }

    private static async Task<WorkItemId> ReportAsync(CityHub hub, string id, string? photo, double longitude = 120.411)
    {
        var report = new FileReport(
            id, "property-order", ClassKey.Parse(TestCity.FallClass), GeoPoint.FromDegrees(longitude, 36.061), null, photo);
        return (await hub.ReportAsync(report, "A bin fell over.", TestCity.Resident)).OrThrow().Item!.Id;
    }

    private static async Task<byte[]> ReadAsync(EvidenceContent content)
    {
        await using (content)
        {
            Assert.True(content.Refusal is null, content.Refusal?.Message.En);
            using var bytes = new MemoryStream();
            await content.Content.CopyToAsync(bytes);
            return bytes.ToArray();
        }
    }

    /// <summary>Asks the other node's hubs in bytes.</summary>
    private sealed class Asking(LocalPartitions local) : IPartitions
    {
        public int Count => local.Count;

        public async ValueTask<object> AskAsync(PartitionId partition, PartitionCall call, CancellationToken cancellationToken) =>
            call.ReadAnswer(await local.Hub(partition).AnswerAsync(call.ToBytes(), cancellationToken));
    }
}
