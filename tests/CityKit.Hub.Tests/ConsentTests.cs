using System.Net;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Rules over a household's sensors run under its consent; withdrawn, they stop at once and say so.</summary>
public sealed class ConsentTests
{
    private static readonly Instant At = TestCity.Start;
    private static readonly WithdrawConsent Withdrawal = new("w-1", "h-1", "elder-care");

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)] // an orderly stop and a start
    [InlineData(true, true)] // a kill before any checkpoint
    public async Task Withdraw_WithAnOpenAlert_EndsItStopsTheRuleAndSaysSo(bool onDisk, bool isKilled)
    {
        using var file = new TempFile();
        string export;
        await using (var city = await TestCity.StartAsync(StoreOf(file, onDisk, isKilled)))
        {
            await DeliverAsync(city, 0);
            Assert.Null(Assert.Single(await city.AlertsAsync()).ClearedAt);
            await DoAsync(city, Withdrawal);
            Assert.NotNull(Assert.Single(await city.AlertsAsync()).ClearedAt);
            var finding = Assert.Single(await city.FindingsAsync());
            Assert.Equal(("consent-withdrawn", "gas-co/g-1", At), (finding.Code, finding.Source, finding.From));
            Assert.Contains("gas-low", finding.Reason.En, StringComparison.Ordinal);
            var told = (await city.NotificationsAsync()).Where(n => n.Text.En.Contains("withdrew", StringComparison.Ordinal))
                .Select(n => (n.Kind, n.Audience));
            Assert.Equal([(NotificationKind.Finding, city.Setup.Options.MaintenanceAudience), (NotificationKind.Notice, "DutyOfficer")],
                told);
            if (!onDisk) await DeliverAsync(city, 12);
            export = await city.ExportAsync();
            Assert.Equal(export, await TestCity.ExportAsync(
                await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default))));
            Assert.Equal("not-found", (await city.Hub.ExecuteAsync(Withdrawal with { CommandId = "w-2" }, TestCity.Admin)).Refusal!.Code);
            Assert.Equal("wrong-role",
                (await city.Hub.ExecuteAsync(Withdrawal with { CommandId = "w-3" }, TestCity.Officer)).Refusal!.Code);
            Assert.Single(await city.AlertsAsync());
        }
        if (!onDisk) return;
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path));
        Assert.Equal(export, await again.ExportAsync());
        await DeliverAsync(again, 12);
        Assert.Single(await again.AlertsAsync());
        Assert.Equal("not-found", (await again.Hub.ExecuteAsync(Withdrawal with { CommandId = "w-2" }, TestCity.Admin)).Refusal!.Code);
        Assert.Equal(await again.ExportAsync(),
            await TestCity.ExportAsync(await JournalReplay.RunAsync(again.Setup, again.Hub.Store.ReadJournalAsync(0, default))));
    }

    [Fact] // a day's readings come the morning after: none of them opens a visit in a home that was told that nobody looks any more
    public async Task Withdraw_BeforeReadingsOfTheConsentAreDelivered_JudgesNoneOfThem()
    {
        await using var city = await TestCity.StartAsync();
        await DoAsync(city, Withdrawal);
        await DeliverAsync(city, 0);
        Assert.Empty(await city.AlertsAsync());
    }

    [Fact]
    public async Task PutSensors_WithANewConsent_JudgesFromItsBeginOn()
    {
        await using var city = await TestCity.StartAsync();
        await DoAsync(city, Withdrawal);
        await DoAsync(city, new PutSensors("p-1", Register(At + Duration.FromHours(4))));
        await DeliverAsync(city, 4); // up to +4 h
        Assert.Empty(await city.AlertsAsync());
        await DeliverAsync(city, 7);
        Assert.Equal(At + Duration.FromHours(6), Assert.Single(await city.AlertsAsync()).RaisedAt);
    }

    [Fact]
    public async Task Alert_OpenWhenTheConsentEnds_EndsWithIt()
    {
        await using var city = await TestCity.StartAsync();
        await DoAsync(city, new PutSensors("p-1", Register(At - Duration.FromDays(1), At + Duration.FromHours(2))));
        await DeliverAsync(city, 0);
        Assert.Null(Assert.Single(await city.AlertsAsync()).ClearedAt);
        await DeliverAsync(city, 8);
        Assert.Equal(At + Duration.FromHours(2), Assert.Single(await city.AlertsAsync()).ClearedAt);
    }

    [Fact]
    public async Task Start_WithHouseholdsWithoutAConsent_NamesTheFirstTwenty()
    {
        var sensors = Enumerable.Range(1, 25).Select(n => Entry($"g-{n}", consent: "")).ToArray();
        var setup = TestCity.NewSetup() with { Configuration = new HubConfiguration(
            TestCity.Rules, Encoding.UTF8.GetBytes($$"""{"version": 1, "sensors": [{{string.Join(',', sensors)}}]}""")) };
        await using var city = await TestCity.StartAsync(setup: setup);
        var findings = (await city.FindingsAsync()).Where(f => f.Code == "no-consent").ToList();
        Assert.Equal(21, findings.Count);
        Assert.Contains("elder-care", findings[0].Reason.En, StringComparison.Ordinal);
        Assert.Contains("gas-low", findings[0].Reason.En, StringComparison.Ordinal);
        Assert.StartsWith("5 more", findings[20].Reason.En, StringComparison.Ordinal);
        await DoAsync(city, new PutSensors("p-1", Register(At)));
        Assert.Equal(21, (await city.FindingsAsync()).Count(f => f.Code == "no-consent"));
        await DoAsync(city, new PutSensors("p-2", Register(At - Duration.FromDays(2), At)));
        Assert.Equal("gas-co/g-1", (await city.FindingsAsync()).Last(f => f.Code == "no-consent").Source); // over by now
    }

    [Fact]
    public async Task Put_ARuleOverHouseholdsThatStatesNoPurpose_IsRefusedEitherWay()
    {
        await using var city = await TestCity.StartAsync();
        var rules = Encoding.UTF8.GetString(TestCity.Rules).Replace("\"purpose\": \"elder-care\", ", "", StringComparison.Ordinal);
        var refusal = (await city.Hub.ExecuteAsync(new PutRules("u-1", rules), TestCity.Admin)).Refusal!;
        Assert.Equal("bad-rules", refusal.Code);
        Assert.Contains("Line 13", refusal.Message.En, StringComparison.Ordinal);
        var smoke = Register(At).Replace("\"quantity\": \"gas\"", "\"quantity\": \"smoke\"", StringComparison.Ordinal);
        refusal = (await city.Hub.ExecuteAsync(new PutSensors("p-1", smoke), TestCity.Admin)).Refusal!;
        Assert.Equal("bad-sensors", refusal.Code);
        Assert.Contains("(smoke)", refusal.Message.En, StringComparison.Ordinal);
        var duty = Encoding.UTF8.GetString(TestCity.Rules)
            .Replace("\"purpose\": \"elder-care\"", "\"duty\": \"消防法 第十七条\"", StringComparison.Ordinal);
        await DoAsync(city, new PutRules("u-2", duty));
        await DoAsync(city, Withdrawal);
        await DeliverAsync(city, 0);
        Assert.Single(await city.AlertsAsync());
    }

    [Fact]
    public async Task EdgeAlert_OfAHouseholdsSensor_CountsUnderTheConsentOnly()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: EdgeSetup());
        await using var _ = city;
        await city.SyncAsync(device, Edge(device, EventKind.AlertRaised, 1), Edge(device, EventKind.AlertCleared, 2)); // before
        Assert.Contains("no consent for 'elder-care'", Assert.Single(await city.FindingsAsync()).Reason.En, StringComparison.Ordinal);
        await city.SyncAsync(device, Edge(device, EventKind.AlertRaised, 20), Edge(device, EventKind.AlertCleared, 21)); // within
        await city.SyncAsync(device, Edge(device, EventKind.AlertRaised, 29)); // open when it ends
        // after
        await city.SyncAsync(device, Edge(device, EventKind.AlertRaised, 31), Edge(device, EventKind.AlertCleared, 32, raised: 29));
        Assert.Equal([20, 29], (await CoverAlertsAsync(city)).Select(a => (a.RaisedAt - At).TotalMinutes));
        Assert.All(await CoverAlertsAsync(city), alert => Assert.NotNull(alert.ClearedAt));
    }

    [Fact]
    public async Task Withdraw_WithAnOpenAlertOfAnEdge_EndsIt()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: EdgeSetup());
        await using var _ = city;
        await city.SyncAsync(device, Edge(device, EventKind.AlertRaised, 20));
        await DoAsync(city, Withdrawal);
        Assert.NotNull(Assert.Single(await CoverAlertsAsync(city)).ClearedAt);
        await city.SyncAsync(device, Edge(device, EventKind.AlertRaised, 22));
        Assert.Single(await CoverAlertsAsync(city));
    }

    [Fact]
    public async Task Http_WithdrawsAConsent()
    {
        await using var city = await HttpCity.StartAsync();
        const string body = """{"commandId": "w-1", "household": "h-1", "purpose": "elder-care"}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await city.PostAsync("consents/withdraw", TestCity.Officer, body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("consents/withdraw", TestCity.Admin, body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("consents/withdraw", TestCity.Admin, body)).Status); // the same command
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.PostAsync("consents/withdraw", TestCity.Admin, body.Replace("w-1", "w-2", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await city.PostAsync("consents/withdraw", TestCity.Admin, """{"commandId": "w-3"}""")).Status);
    }

    /// <summary>Register g-1 stands still from three hours before some hour up to it.</summary>
    private static async Task DeliverAsync(TestCity city, int toHour)
    {
        var readings = Enumerable.Range(toHour - 3, 4).Select(hour => At + Duration.FromHours(hour))
            .Select(at => new RegisterReading(SensorName.Parse("g-1"), new Amount(100, "m3"), at, at));
        if (At + Duration.FromHours(toHour) is var now && now > city.Time.Now) city.Time.Advance(now - city.Time.Now);
        await city.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("gas-co"), $"b-{toHour}", [.. readings]));
    }

    private static string Register(Instant from, Instant? until = null) =>
        $$"""{"version": 1, "sensors": [{{Entry("g-1", $$"""
            "consent": {"purpose": "elder-care", "givenBy": "h-1-head", "from": "{{from}}",
                "until": "{{until ?? At + Duration.FromDays(300)}}"},
            """)}}]}""";

    private static string Entry(string name, string consent) => $$"""
        {"device": "gas-co", "sensor": "{{name}}", "quantity": "gas", "unit": "m3", "perUnit": 1000, "household": "h-1", {{consent}} "validFrom": "2026-01-01T00:00:00Z"}
        """;

    /// <summary>The tilt of a household's cover, judged on the edge, under a consent of +10 to +30 minutes.</summary>
    private static HubSetup EdgeSetup()
    {
        var rules = Encoding.UTF8.GetString(TestCity.Rules)
            .Replace("{\"quantity\": \"tilt\"},", "{\"quantity\": \"tilt\"}, \"purpose\": \"elder-care\",", StringComparison.Ordinal);
        var consent = $$""" "household": "h-1", "consent": {"purpose": "elder-care", "givenBy": "head", "from": "{{At + Duration.FromMinutes(10)}}", "until": "{{At + Duration.FromMinutes(30)}}"}, """;
        var sensors = Encoding.UTF8.GetString(TestCity.Sensors)
            .Replace("\"quantity\": \"tilt\",", "\"quantity\": \"tilt\"," + consent, StringComparison.Ordinal);
        return TestCity.NewSetup() with { Configuration = new HubConfiguration(
            Encoding.UTF8.GetBytes(rules), Encoding.UTF8.GetBytes(sensors)) };
    }

    /// <summary>Without those of the device, which is not heard for a while here.</summary>
    private static async Task<IEnumerable<Alert>> CoverAlertsAsync(TestCity city) => (await city.AlertsAsync())
        .Where(alert => alert.Rule == "cover");

    private static CityEvent Edge(VirtualDevice device, EventKind kind, int minute, int? raised = null)
    {
        var at = At + Duration.FromMinutes(minute);
        var raisedAt = kind == EventKind.AlertRaised ? at : At + Duration.FromMinutes(raised ?? minute - 1);
        return DeskTests.EdgeAlert(device, kind, at, raisedAt);
    }

    private static ICityStore StoreOf(TempFile file, bool onDisk, bool isKilled) => !onDisk ? new InMemoryCityStore()
        : isKilled ? new NoSnapshotAtStop(new SqliteCityStore(file.Path)) : new SqliteCityStore(file.Path);

    private static async Task DoAsync(TestCity city, HubCommand command) => (await city.Hub.ExecuteAsync(command, TestCity.Admin))
        .OrThrow();
}
