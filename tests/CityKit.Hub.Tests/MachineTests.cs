using System.Net;
using System.Text;
using CityKit.AlertDesk;
using CityKit.AspNetCore.Keys;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Hub.Tests.Support;
using CityKit.Sensors.Register;
using CityKit.Setup;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What machines find: it becomes a lead, once for each thing.</summary>
public sealed class MachineTests
{
    private const string Cover = "GB/T 47678.5-2026:component:01002";
    private const string Waste = "GB/T 47678.5-2026:matter:06010";
    private static readonly Actor Box = Actor.Of("ai-box-1", "invented vendor", Role.Machine);
    private static readonly Instant At = TestCity.Start;

    private static readonly byte[] Policy = Encoding.UTF8.GetBytes($$"""
        {"schema": 1, "repeats": [{"profile": "city-management", "class": "{{Waste}}", "metres": 30}],
         "machines": [{"class": "{{Waste}}", "leastConfidence": 0.8, "automatic": false}, {"class": "{{Cover}}", "leastConfidence": 0.7, "automatic": true}]}
        """);

    [Fact]
    public async Task Finding_BecomesALeadThatAPersonConfirms()
    {
        await using var city = await StartAsync();
        var answer = (await city.Hub.ExecuteAsync(Found("f-1", Waste, 0.93m, Point(36.061)), Box)).OrThrow();
        var lead = Assert.Single(await city.LeadsAsync());
        Assert.Equal((lead.Id, LeadState.Open, "city-management", Alert.MachineFound),
            (answer.Lead!.Id, lead.State, lead.Profile, lead.Rule));
        Assert.Equal(new MachineFinding("ai-box-1", 0.93m, "snapshots/7f3c", new string('a', 64)), lead.Machine);
        Assert.Equal(lead.Machine, Assert.Single(await city.AlertsAsync()).Machine);
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow();
        var item = Assert.Single(await city.ItemsAsync());
        Assert.Equal(TestCity.Grid1, item.Place.Grid);
    }

    [Fact]
    public async Task SameFinding_SentAgain_IsTheSameLead()
    {
        await using var city = await StartAsync();
        var found = Found("f-1", Waste, 0.93m, Point(36.061));
        await city.Hub.ExecuteAsync(found, Box);
        Assert.NotNull((await city.Hub.ExecuteAsync(found, Box)).OrThrow().Lead);
        Assert.Equal("command-id-reused", (await city.Hub.ExecuteAsync(found with { Confidence = 0.94m }, Box)).Refusal!.Code);
        Assert.Single(await city.LeadsAsync());
    }

    [Fact]
    public async Task FindingsNearOneAnother_AreOneLeadAndThenOneItem()
    {
        await using var city = await StartAsync();
        await city.Hub.ExecuteAsync(Found("f-1", Waste, 0.9m, Point(36.061)), Box);
        await city.Hub.ExecuteAsync(Found("f-2", Waste, 0.9m, Point(36.0612)), Box); // 22 m away
        await city.Hub.ExecuteAsync(Found("f-3", Waste, 0.9m, Point(36.0615)), Box); // 55 m away
        var leads = await city.LeadsAsync();
        Assert.Equal([1, 2], leads.Select(lead => lead.Alerts.Length).Order());
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", leads.Single(lead => lead.Alerts.Length == 2).Id), TestCity.Officer)).OrThrow();
        Assert.Null((await city.Hub.ExecuteAsync(Found("f-4", Waste, 0.9m, Point(36.0611)), Box)).OrThrow().Lead);
        Assert.Equal(2, (await city.LeadsAsync()).Count);
    }

    [Fact]
    public async Task ClassThatThePolicyOpensByItself_IsACaseAtOnceWhereTheCameraIs()
    {
        await using var city = await StartAsync();
        await city.Hub.ExecuteAsync(
            Found("f-1", Cover, 0.7m, null) with { Camera = new SensorKey(DeviceId.Parse("pi-1"), SensorName.Parse("cover")) }, Box);
        var item = Assert.Single(await city.ItemsAsync());
        Assert.Equal(("370202999001002", At), (item.Place.Grid, item.ReportedAt));
        Assert.Equal("pi-1/cover", Assert.Single(await city.AlertsAsync()).Source);
    }

    [Theory]
    [InlineData(Waste, 0.79, "pi-1/cover", "low-confidence")]
    [InlineData(Waste, 1.01, "pi-1/cover", "bad-request")]
    [InlineData(Waste, 0.9, "nvr-9/cam-1", "not-found")]
    [InlineData(Waste, 0.9, null, "bad-request")]
    [InlineData("GB/T 47678.5-2026:matter:06777", 0.9, "pi-1/cover", "unknown-class")]
    public async Task Finding_ThatCannotBeTaken_IsRefusedAndNothingIsKept(string classKey, double confidence, string? camera, string code)
    {
        await using var city = await StartAsync();
        var found = Found("f-1", classKey, (decimal)confidence, null) with
        {
            Camera = camera?.Split('/') is [var device, var sensor]
                ? new SensorKey(DeviceId.Parse(device), SensorName.Parse(sensor))
                : null,
        };
        Assert.Equal(code, (await city.Hub.ExecuteAsync(found, Box)).Refusal!.Code);
        Assert.Empty(await city.AlertsAsync());
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(found with { CommandId = "f-2" }, TestCity.Officer)).Refusal!.Code);
    }

    [Fact]
    public async Task TimeAheadOfTheHub_CountsAsOfItsReceptionAndIsMarked()
    {
        await using var city = await StartAsync();
        await city.Hub.ExecuteAsync(Found("f-1", Waste, 0.9m, Point(36.061)) with { At = At + Duration.FromHours(1) }, Box);
        Assert.Equal((At, true), Assert.Single(await city.LeadsAsync()) is var lead ? (lead.At, lead.TimeUnknown) : default);
        Assert.Equal("clock-ahead", Assert.Single(await city.FindingsAsync()).Code);
    }

    [Fact]
    public async Task Replay_GivesTheSameExport()
    {
        await using var city = await StartAsync();
        await city.Hub.ExecuteAsync(Found("f-1", Waste, 0.930m, Point(36.061)), Box);
        await city.Hub.ExecuteAsync(Found("f-2", Cover, 0.9m, Point(36.065)), Box);
        var replayed = await Deciding.JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
        Assert.Equal((await city.LeadsAsync()).Select(lead => lead.Machine),
            await replayed.ReadLeadsAsync().Select(lead => lead.Machine).ToListAsync());
    }

    [Fact]
    public async Task Http_MachineKey_ReportsAndNobodyElseMay()
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.Services.Configure<CityKitKeyOptions>(
            CityKitHttp.KeyScheme, keys => keys.Keys.Add(new CityKitKey(HttpCity.KeyOf(Box), Box))));
        var body = FeedExamples.Body("leads");
        var (status, json) = await city.PostAsync("leads", Box, body);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        Assert.Equal("snapshots/2026/03/02/7f3c.jpg", json.GetProperty("lead").GetProperty("machine").GetProperty("snapshot").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await city.PostAsync("leads", TestCity.Resident, body)).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await city.PostAsync("leads", Box, body.Replace("0.91", "91", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync("leads", Box)).Status);
    }

    [Fact]
    public void Policy_Machines_AreWrittenAsTheyAreReadAndCheckedAgainstTheClasses()
    {
        var policy = PolicyReader.Read(Policy, out var errors)!;
        Assert.Empty(errors);
        Assert.Equal(policy.Machines.Select(row => row with { At = null }),
            PolicyReader.Read(policy.ToUtf8(), out _)!.Machines.Select(row => row with { At = null }));
        Assert.Null(PolicyReader.Read(
            """{"schema": 1, "machines": [{"class": "GB/T 47678.5-2026:matter:06010", "leastConfidence": 80}]}"""u8, out errors));
        Assert.Equal("machines[0].leastConfidence", Assert.Single(errors).Path);
        var wrong = PolicyReader.Read(
            """{"schema": 1, "machines": [{"class": "GB/T 47678.5-2026:matter:06010", "profile": "nowhere"}]}"""u8, out _)!;
        Assert.Equal("machines[0].profile",
            Assert.Single(wrong.Check(ProfileCatalogue.BuiltIn, Components.Catalogues.CatalogueSet.BuiltIn)).Path);
    }

    private static ReportLead Found(string id, string classKey, decimal confidence, GeoPoint? place) =>
        new(id, ClassKey.Parse(classKey), confidence, At)
        {
            Place = place, Snapshot = "snapshots/7f3c", SnapshotSha256 = new string('a', 64),
        };

    private static GeoPoint Point(double latitude) => GeoPoint.FromDegrees(120.411, latitude);

    private static Task<TestCity> StartAsync()
    {
        var setup = TestCity.NewSetup();
        return TestCity.StartAsync(setup: setup with
        {
            Work = new WorkEngine(ProfileCatalogue.BuiltIn, PolicyReader.Read(Policy, out _)!, WorkCalendar.BuiltIn),
        });
    }
}
