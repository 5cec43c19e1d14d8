using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Components;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Doors;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Partitions;
using CityKit.Privacy;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>What the front of a city takes to which partition, and what it reads over all of them.</summary>
public sealed class FrontTests
{
    private static readonly PartitionId Street = PartitionKey.OfStreet(TestCity.Grid1)!.Value.In(PartitionedCity.Count);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accept_BatchOfADevice_IsDecidedOnceInThePartitionOfItsStreet(bool inBytes)
    {
        await using var city = await PartitionedCity.StartAsync(inBytes: inBytes);
        var device = await city.AdmitAsync("pi-1");
        var batch = device.Next(device.Contact("smoke", TestCity.Start));
        Assert.Equal(BatchStatus.Synced, (await city.Front.AcceptAsync(batch)).Status);
        Assert.Equal(BatchStatus.Synced, (await city.Front.AcceptAsync(batch)).Status);
        Assert.Equal([Street], await city.WithEntriesAsync(JournalKind.Batch));
        var alert = Assert.Single(await city.Front.Store.ReadAlertsAsync(default).ToListAsync());
        Assert.Equal("smoke", alert.Rule);
        Assert.Equal(1, Assert.Single(city.Front.Devices).Accepted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accept_WhereTheOwnerHasAnAddress_TheSignedAnswerNamesIt(bool inBytes)
    {
        using var key = Core.Signing.DeviceKey.Create();
        var setup = TestCity.NewSetup() with { AnswerKey = key, Address = new Uri("https://node-a.example") };
        await using var city = await PartitionedCity.StartAsync(setup, inBytes: inBytes);
        var device = await city.AdmitAsync("pi-1");
        var answer = await city.Front.AcceptAsync(device.Next(device.Contact("smoke", TestCity.Start)));
        Assert.True(answer.Receipt!.IsSignedBy(key.Public));
        Assert.Equal("https://node-a.example/", answer.Owner?.SignedBy(key.Public)?.AbsoluteUri);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Query_OfThoseWhoRunTheCity_ReadsWhatIsInForceAndEachJournal(bool inBytes)
    {
        await using var city = await PartitionedCity.StartAsync(inBytes: inBytes);
        var device = await city.AdmitAsync("pi-1");
        await city.Front.AcceptAsync(device.Next(device.Contact("no-such-sensor", TestCity.Start)));
        Assert.NotEmpty(await RowsAsync(city, "rules/list"));
        Assert.NotEmpty(await RowsAsync(city, "rules/names"));
        Assert.NotEmpty(await RowsAsync(city, "classes/list"));
        Assert.NotEmpty(await RowsAsync(city, "sensors/list", ("device", "pi-1")));
        Assert.True(Assert.Single(await RowsAsync(city, "configuration/in-force")).GetProperty("grids").GetProperty("count")
            .GetInt32() > 0);
        var finding = (await RowsAsync(city, "findings/list"))[0];
        var (partition, number) = (finding.GetProperty("partition").GetString()!, finding.GetProperty("journal").GetInt64());
        Assert.Equal(Street.ToString(), partition);
        var entry = Assert.Single(await RowsAsync(city, "journal/entry", ("partition", partition), ("id", $"{number}")));
        Assert.Equal(("batch", true), (entry.GetProperty("kind").GetString(), entry.GetProperty("seal").GetProperty("fits").GetBoolean()));
        Assert.Contains(await RowsAsync(city, "journal/list", ("partition", partition)), one => one.GetProperty("number")
            .GetInt64() == number);
        Assert.Contains(partition, Assert.Single(await RowsAsync(city, "journal/state")).GetProperty("partitions").EnumerateArray()
            .Select(name => name.GetString()));
        var wrong = await city.Front.QueryAsync(
            "journal/state", new Dictionary<string, string> { ["partition"] = "999" }, TestCity.Officer);
        Assert.Equal("bad-request", wrong.Refusal?.Code);
    }

    private static async Task<JsonElement[]> RowsAsync(PartitionedCity city, string query, params (string Name, string Value)[] arguments)
    {
        var answer = await city.Front.QueryAsync(query, arguments.ToDictionary(a => a.Name, a => a.Value), TestCity.Officer);
        Assert.Null(answer.Refusal);
        return [.. answer.Rows.Select(row => JsonDocument.Parse(row).RootElement)];
    }

    [Fact]
    public void Answer_OfABusyPartition_SaysInBytesForHowLong()
    {
        var busy = BatchAnswer.Busy(Duration.FromSeconds(7));
        Assert.Equal(busy, BatchAnswerCodec.Read(BatchAnswerCodec.Write(busy).Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_AtAPlace_OpensAnItemThatTheFrontFindsAndMoves(bool inBytes)
    {
        await using var city = await PartitionedCity.StartAsync(inBytes: inBytes);
        var report = new FileReport(
            "r-1", "city-management", ClassKey.Parse(TestCity.FallClass), GeoPoint.FromDegrees(120.411, 36.061), null, null);
        var item = (await city.Front.ReportAsync(report, "A bin fell over.", TestCity.Resident)).OrThrow().Item!;
        Assert.Equal(item.Number, (await city.Front.ReportAsync(report, "A bin fell over.", TestCity.Resident)).OrThrow().Item!.Number);
        Assert.Equal($"CK{Street}-2026-000001", item.Number);
        Assert.Equal([Street],
            (await city.Reader.WhereAsync([new Documents.DocumentKey(ItemDocuments.Kind.Name, $"{item.Id}")], default)).Values);
        Assert.Equal(item.Number, (await city.Front.FindItemAsync(item.Id, TestCity.Resident))!.Value.Item.Number);
    }

    [Fact]
    public async Task Accept_AfterTheKeyWasReplaced_TakesTheNewOneOnly()
    {
        await using var city = await PartitionedCity.StartAsync();
        var old = await city.AdmitAsync("pi-1");
        await city.Front.AcceptAsync(old.Next(old.Contact("smoke", TestCity.Start)));
        var now = TestCity.NewDevice("pi-1", outbox: 2);
        await using var other = city.NewFront();
        await other.StartAsync();
        (await other.ExecuteAsync(new AdmitDevice("admit-again", now.Id, now.Key.Public), TestCity.Admin)).OrThrow();
        Assert.Equal(BatchStatus.BadSignature,
            (await city.Front.AcceptAsync(old.Next(old.Contact("smoke", TestCity.Start, active: false)))).Status);
        Assert.Equal(BatchStatus.Synced,
            (await city.Front.AcceptAsync(now.Next(now.Contact("smoke", TestCity.Start, active: false)))).Status);
    }

    [Fact]
    public async Task Accept_OfADeviceThatAnotherNodeAdmits_IsTakenASecondLater()
    {
        await using var city = await PartitionedCity.StartAsync();
        await using var other = city.NewFront();
        await other.StartAsync();
        var device = TestCity.NewDevice("pi-1");
        var batch = device.Next(device.Contact("smoke", TestCity.Start));
        Assert.Equal(BatchStatus.UnknownDevice, (await city.Front.AcceptAsync(batch)).Status);
        (await other.ExecuteAsync(new AdmitDevice("admit", device.Id, device.Key.Public), TestCity.Admin)).OrThrow();
        Assert.Equal(BatchStatus.UnknownDevice, (await city.Front.AcceptAsync(batch)).Status);
        city.Time.Advance(Duration.FromSeconds(2));
        Assert.Equal(BatchStatus.Synced, (await city.Front.AcceptAsync(batch)).Status);
    }

    [Fact]
    public async Task Accept_ByAnotherDevicesKey_IsRefusedAtTheFront()
    {
        await using var city = await PartitionedCity.StartAsync();
        await city.AdmitAsync("pi-1");
        var asked = city.Asked.Count;
        var thief = TestCity.NewDevice("pi-1");
        Assert.Equal(BatchStatus.BadSignature, (await city.Front.AcceptAsync(thief.Next(thief.Contact("smoke", TestCity.Start)))).Status);
        Assert.Equal(asked, city.Asked.Count);
    }

    [Fact]
    public async Task Accept_WhileNobodyHasThePartition_IsBusyAndCommandsSaySo()
    {
        await using var city = await PartitionedCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        city.Away.Add(Street);
        var batch = device.Next(device.Contact("smoke", TestCity.Start));
        Assert.Equal(BatchStatus.Busy, (await city.Front.AcceptAsync(batch)).Status);
        await Assert.ThrowsAnyAsync<IOException>(async () => await city.DoAsync(new SuspendDevice("s-1", device.Id, "works")));
        city.Away.Clear();
        Assert.Equal(BatchStatus.Synced, (await city.Front.AcceptAsync(batch)).Status);
    }

    [Fact]
    public async Task Suspend_Device_IsAnsweredThroughTheFront()
    {
        await using var city = await PartitionedCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        (await city.DoAsync(new SuspendDevice("s-1", device.Id, "works"))).OrThrow();
        Assert.Equal(BatchStatus.Suspended, (await city.Front.AcceptAsync(device.Next(device.Contact("smoke", TestCity.Start)))).Status);
        Assert.Equal(Devices.Standing.Suspended, Assert.Single(city.Front.Devices).Standing);
    }

    [Fact]
    public async Task FindBundle_ThroughTheFront_IsWhatWasPublished()
    {
        var key = DeviceKey.Create();
        await using var city = await PartitionedCity.StartAsync(TestCity.NewSetup() with { BundleKey = key.Public });
        var device = await city.AdmitAsync("pi-1");
        var bundle = SignedBundle.Sign(new ConfigurationBundle(1, device.Id, "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()), key);
        (await city.DoAsync(new PublishBundle("b-1", bundle))).OrThrow();
        var request = new BundleRequest(device.Id, 0, TestCity.Start);
        var answer = await city.Front.FindBundleAsync(request, device.Key.Sign(request.ToBytes()));
        Assert.Equal(bundle.Encode(), answer.Bundle?.Encode());
        Assert.Equal(Devices.BundleStatus.BadSignature,
            (await city.Front.FindBundleAsync(request, DeviceKey.Create().Sign(request.ToBytes()))).Status);
        var unknown = new BundleRequest(DeviceId.Parse("pi-9"), 0, TestCity.Start);
        Assert.Equal(Devices.BundleStatus.UnknownDevice,
            (await city.Front.FindBundleAsync(unknown, device.Key.Sign(unknown.ToBytes()))).Status);
    }

    [Fact]
    public async Task Follow_ByCode_IsReadAndActedOnWhereTheItemIs()
    {
        await using var city = await PartitionedCity.StartAsync();
        var report = new FileReport(
            "a-random-report-id", "city-management", ClassKey.Parse(TestCity.FallClass), GeoPoint.FromDegrees(120.411, 36.061), null, null);
        var item = (await city.Front.ReportAnonymouslyAsync(report, new PersonalData { Text = "a bin" })).OrThrow().Item!;
        var code = city.Front.Public.CodeOf(FollowCode.Kind, item.Id.Value);
        Assert.NotNull(await city.Front.Public.FindAsync(FollowCode.Kind, code));
        var answer = await city.Front.Follow.RateAsync(
            code, "c-1", Cases.Policies.Satisfaction.Satisfied, new Dictionary<string, string>());
        Assert.Equal("not-closed", answer.Refusal?.Code);
    }

    [Fact]
    public async Task Suspension_OfARule_IsEverywhereAndEndsEverywhere()
    {
        await using var city = await PartitionedCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        (await city.DoAsync(new SuspendRule("s-1", "smoke", TestCity.Start, TestCity.Start + Duration.FromDays(1), "works"))).OrThrow();
        await city.Front.AcceptAsync(device.Next(device.Contact("smoke", TestCity.Start)));
        Assert.Empty(await city.Front.Store.ReadAlertsAsync(default).ToListAsync());
        (await city.DoAsync(new EndSuspension("e-1", $"{TestCity.Admin.Id}/s-1"))).OrThrow();
        var open = await city.Front.QueryAsync(
            "suspensions/list", new Dictionary<string, string>(), TestCity.Officer with { IsEverywhere = true });
        Assert.Empty(open.Rows);
    }

    [Fact]
    public async Task ReportRefusals_AtTheFront_IsAFindingOfTheCitysOwnPartition()
    {
        await using var city = await PartitionedCity.StartAsync();
        Assert.True(await city.Front.ReportRefusalsAsync("bad-signature", null, "outside", 3));
        Assert.NotEmpty(await city.Reader.Of(PartitionId.City).ReadFindingsAsync(default).ToListAsync());
        city.Away.Add(PartitionId.City);
        Assert.False(await city.Front.ReportRefusalsAsync("bad-signature", null, "inside", 3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PutGrids_OnceGiven_DecidesWhereReportsGo(bool inBytes)
    {
        await using var city = await PartitionedCity.StartAsync(Streets.NewSetup() with { Grids = null }, inBytes: inBytes);
        var report = new FileReport("r-1", "city-management", ClassKey.Parse(TestCity.FallClass), Streets.PlaceIn(3), null, null);
        var before = (await city.Front.ReportAsync(report, "text", TestCity.Resident)).OrThrow().Item!;
        Assert.StartsWith("CKC-", before.Number, StringComparison.Ordinal);
        (await city.DoAsync(new PutGrids("g-1", "survey", Streets.NewSetup().Grids!))).OrThrow();
        var after = (await city.Front.ReportAsync(report with { CommandId = "r-2" }, "text", TestCity.Resident)).OrThrow().Item!;
        Assert.StartsWith($"CK{Streets.PartitionOf(3)}-", after.Number, StringComparison.Ordinal);
        Assert.Equal(before.Number, (await city.Front.ReportAsync(report, "text", TestCity.Resident)).OrThrow().Item!.Number);
    }

    [Fact]
    public async Task PutPolicy_AtAnotherNode_IsInForceHereASecondLater()
    {
        await using var city = await PartitionedCity.StartAsync();
        await using var other = city.NewFront();
        await other.StartAsync();
        (await other.ExecuteAsync(new PutPolicy("p-1", ChanceCity.Policy), TestCity.Admin)).OrThrow();
        Assert.Empty((await city.Front.ViewAsync(TestCity.Admin)).Work.Policy.StageLimits);
        await Until(async () =>
        {
            city.Time.Advance(Duration.FromSeconds(1));
            return (await city.Front.ViewAsync(TestCity.Admin)).Work.Policy.StageLimits.Any();
        });
    }

    [Fact]
    public async Task Health_OfAFront_IsThatItReads()
    {
        await using var city = await PartitionedCity.StartAsync();
        Assert.True(city.Front.Health is { IsRunning: true, IsFailing: false });
        var check = new Hosting.HubHealthCheck(city.Front);
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, (await check.CheckHealthAsync(new())).Status);
        await city.Front.StopAsync();
        Assert.False(city.Front.Health.IsRunning);
    }

    [Fact]
    public async Task Lost_WhenAnotherClaimsAPartition_IsTheFrontsToo()
    {
        var reader = PartitionedCity.NewReader();
        var hubs = new PartitionHubs(PartitionedCity.Count, TestCity.NewSetup(), reader.Of, FakeTime.At(TestCity.Start));
        await using var front = CityHub.OfCity(hubs, new LocalPartitions(hubs), reader);
        await front.StartAsync();
        Assert.False(front.Lost.IsCompleted);
        await reader.Of(Street).OpenAsync([], default); // another claims it
        var device = TestCity.NewDevice("pi-1");
        await Assert.ThrowsAnyAsync<IOException>(
            async () => await front.ExecuteAsync(new AdmitDevice("a-1", device.Id, device.Key.Public), TestCity.Admin));
        await front.Lost;
    }

    [Fact]
    public async Task Meters_OfPartitions_SayWhich()
    {
        var tags = new System.Collections.Concurrent.ConcurrentBag<string?>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
            tags.Add(instrument.Meter.Tags?.FirstOrDefault(tag => tag.Key == "citykit.partition").Value as string);
        listener.Start();
        await using var city = await PartitionedCity.StartAsync();
        Assert.Superset(PartitionId.All(PartitionedCity.Count).Select(id => (string?)$"{id}").ToHashSet(), tags.ToHashSet());
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds()) await Task.Yield();
    }
}
