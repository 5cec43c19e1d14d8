using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityKit.AspNetCore.Vendors;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// What platforms push, from their JSON to the alert, the lead and the case; messages and mappings are those of docs/feeds.md.
/// </summary>
public sealed class VendorFeedTests
{
    private const string Secret = "invented-secret-of-a-feed";
    private static readonly Actor Utility = Actor.Of("gas-1", "gas company", Role.Utility);
    private static readonly Instant At = TestCity.Start;

    private static readonly byte[] Rules = """
        {"version": 1, "rules": [
          {"id": "smoke", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact", "value": 1},
           "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}}},
          {"id": "road-water", "where": "hub", "sensors": {"quantity": "road-water"}, "when": {"kind": "threshold", "above": "270 mm"},
           "then": {"severity": "critical", "title": {"zh": "道路积水", "en": "Water on the road"},
                    "lead": {"profile": "city-management", "class": "GB/T 47678.5-2026:component:01002", "automatic": true}}},
          {"id": "cover", "where": "hub", "sensors": {"quantity": "tilt"}, "when": {"kind": "contact", "is": "active"},
           "then": {"severity": "warning", "title": {"zh": "井盖倾斜", "en": "Cover tilted"},
                    "lead": {"profile": "city-management", "class": "GB/T 47678.5-2026:component:01002"}}},
          {"id": "rush", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "threshold", "above": "3 m3/h"},
           "then": {"severity": "warning", "title": {"zh": "用水过快", "en": "Water runs too fast"}}},
          {"id": "dark", "where": "hub", "sensors": {"quantity": "lamp"}, "when": {"kind": "contact", "is": "active"},
           "then": {"severity": "info", "title": {"zh": "路灯不亮", "en": "Lamp dark"}}}
        ]}
        """u8.ToArray();

    private static readonly byte[] Sensors = """
        {"version": 1, "sensors": [
          {"device": "aep", "sensor": "860000000000001", "quantity": "smoke", "place": {"longitude": 120.411, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "onenet", "sensor": "water-860000000000002", "quantity": "water", "unit": "m3", "perUnit": 1000, "place": {"longitude": 120.411, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "iotda", "sensor": "860000000000003", "quantity": "road-water", "unit": "mm", "place": {"longitude": 120.421, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "iotda", "sensor": "860000000000003-cover", "quantity": "tilt", "place": {"longitude": 120.431, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "lamps", "sensor": "lamp-7", "quantity": "lamp", "place": {"longitude": 120.421, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "lamps", "sensor": "lamp-8", "quantity": "lamp", "place": {"longitude": 120.421, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"}
        ]}
        """u8.ToArray();

    [Fact]
    public async Task Aep_SmokeAlarm_RaisesAnAlertAtItsOwnTimeOnce()
    {
        await using var city = await StartAsync();
        var message = FeedExamples.Body("feeds/aep");
        for (var again = 0; again < 2; again++)
        {
            var (status, json) = await city.SendAsync(HttpMethod.Post, $"feeds/aep?key={Secret}", null, HttpCity.Text(message));
            Assert.Equal((HttpStatusCode.OK, 1 - again, again), (status, Number(json, "accepted"), Number(json, "duplicates")));
        }
        var alert = Assert.Single(await AlertsAsync(city));
        Assert.Equal(("smoke", "aep/860000000000001", At, false), (alert.Rule, alert.Source, alert.RaisedAt, alert.TimeUnknown));
        await city.SendAsync(HttpMethod.Post, $"feeds/aep?key={Secret}", null,
            HttpCity.Text(message.Replace("\"Alarm_Status\": 1", "\"Alarm_Status\": 0", StringComparison.Ordinal)));
        Assert.NotNull(Assert.Single(await AlertsAsync(city)).ClearedAt);
    }

    [Fact]
    public async Task OneNet_WaterMeter_IsARegisterWhoseRateIsJudged()
    {
        await using var city = await StartAsync();
        var first = FeedExamples.Body("feeds/onenet");
        var later = first.Replace("1772409600000", "1772411400000", StringComparison.Ordinal)
            .Replace("123456", "125456", StringComparison.Ordinal); // 2 m3 in half an hour
        foreach (var message in (string[])[first, later])
            Assert.Equal(1, Number(
                (await city.SendAsync(HttpMethod.Post, $"feeds/onenet?key={Secret}", null, HttpCity.Text(message))).Json, "accepted"));
        Assert.Equal("rush", Assert.Single(await AlertsAsync(city)).Rule);
        var (status, text) = await city.SendForTextAsync(HttpMethod.Get, $"feeds/onenet?key={Secret}&msg=abc&nonce=n&signature=s", null);
        Assert.Equal((HttpStatusCode.OK, "abc"), (status, text));
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.SendForTextAsync(HttpMethod.Get, "feeds/onenet?msg=abc", null)).Status);
    }

    [Fact]
    public async Task IotDa_LevelAndCover_OpenACaseAndALead()
    {
        await using var city = await StartAsync();
        var (status, json) = await SignedAsync(city, FeedExamples.Body("feeds/iotda"));
        Assert.True(status == HttpStatusCode.OK && Number(json, "accepted") == 2, json.ToString());
        Assert.Equal(["cover", "road-water"], (await AlertsAsync(city)).Select(a => a.Rule).Order());
        var item = Assert.Single(await AlertDesk.DeskReads.ReadItemsAsync(city.Hub.Store).ToListAsync());
        Assert.Equal((At, "370202999001002"), (item.ReportedAt, item.Place.Grid));
        Assert.Contains(await AlertDesk.DeskReads.ReadLeadsAsync(city.Hub.Store).ToListAsync(),
            lead => lead.Rule == "cover" && lead.State == AlertDesk.LeadState.Open);
    }

    [Theory] // header of the time, its shift in seconds, whether the body is as it was signed
    [InlineData(0, true, HttpStatusCode.OK)]
    [InlineData(-299, true, HttpStatusCode.OK)]
    [InlineData(-301, true, HttpStatusCode.Unauthorized)]
    [InlineData(301, true, HttpStatusCode.Unauthorized)]
    [InlineData(0, false, HttpStatusCode.Unauthorized)]
    public async Task Hmac_OfAnotherTimeOrBody_IsRefused(int seconds, bool isWhole, HttpStatusCode expected)
    {
        await using var city = await StartAsync();
        var body = FeedExamples.Body("feeds/iotda");
        var (status, _) = await SignedAsync(city, body, seconds, isWhole ? body : body + " ");
        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, await CountAsync(city, JournalKind.Feed));
    }

    [Fact]
    public async Task MessageId_UsedForOtherContent_IsRefused()
    {
        await using var city = await StartAsync();
        var body = FeedExamples.Body("feeds/iotda");
        await SignedAsync(city, body);
        Assert.Equal(2, Number((await SignedAsync(city, body)).Json, "duplicates"));
        var (status, json) = await SignedAsync(city, body.Replace("412", "413", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Conflict, "batch-id-reused"), (status, json.GetProperty("refusal").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Rows_ThatTheMappingCannotRead_AreNamedAndTheOthersTaken()
    {
        await using var city = await StartAsync();
        var (_, json) = await SignedAsync(city, FeedExamples.Body("feeds/iotda").Replace("412", "\"n/a\"", StringComparison.Ordinal));
        Assert.Equal((1, 1), (Number(json, "accepted"), Number(json, "rejected")));
        var reject = json.GetProperty("rejects")[0];
        Assert.Equal((1, "@.properties.level", "n/a"),
            (reject.GetProperty("row").GetInt32(), reject.GetProperty("field").GetString(), reject.GetProperty("value").GetString()));
        Assert.Contains(city.Log, line =>
            line.Contains("'iotda'", StringComparison.Ordinal) || line.Contains("feed iotda", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("{\"a\": 1, \"a\": 2}", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.OK)] // a message of another kind says nothing
    public async Task Body_ThatIsNoMessage_TakesNothing(string body, HttpStatusCode expected)
    {
        await using var city = await StartAsync();
        Assert.Equal(expected, (await city.SendAsync(HttpMethod.Post, $"feeds/aep?key={Secret}", null, HttpCity.Text(body))).Status);
        Assert.Equal(0, await CountAsync(city, JournalKind.Feed));
    }

    [Fact]
    public async Task CloudEvents_InABatch_AreTakenEachOnceAndWrongOnesNamed()
    {
        await using var city = await StartAsync();
        var body = FeedExamples.Body("feeds/lamps").TrimEnd().TrimEnd(']') + ", {\"specversion\": \"1.0\", \"id\": \"3\"}]";
        var (status, json) = await EventsAsync(city, "application/cloudevents-batch+json", body);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        Assert.Equal((2, 1, 3),
            (Number(json, "accepted"), Number(json, "rejected"), json.GetProperty("rejects")[0].GetProperty("row").GetInt32()));
        Assert.Equal("lamps/lamp-7", Assert.Single(await AlertsAsync(city)).Source);
        using var document = JsonDocument.Parse(FeedExamples.Body("feeds/lamps"));
        var (_, again) = await EventsAsync(city, "application/cloudevents+json; charset=utf-8", document.RootElement[0].GetRawText());
        Assert.Equal((0, 1), (Number(again, "accepted"), Number(again, "duplicates")));
    }

    [Fact]
    public async Task FeedWithoutACheck_IsForARoleAlone()
    {
        await using var city = await StartAsync();
        var body = FeedExamples.Body("feeds/lamps");
        Assert.Equal(HttpStatusCode.Unauthorized, (await city.SendAsync(HttpMethod.Post, "feeds/lamps", null, HttpCity.Text(body))).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await city.SendAsync(HttpMethod.Post, "feeds/lamps", TestCity.Resident, HttpCity.Text(body))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await city.SendAsync(HttpMethod.Post, "feeds/aep?key=another-secret-of-a-feed", null, HttpCity.Text("{}"))).Status);
    }

    [Fact]
    public async Task AlarmAheadOfTheHub_CountsAsOfItsReceptionAndALateEndDoesNotCloseANewerOne()
    {
        await using var city = await TestCity.StartAsync(setup: Setup());
        await city.Hub.AcceptAsync(Batch("b-1", Contact("860000000000001", 1, At + Duration.FromDays(2))));
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal((At, true), (alert.RaisedAt, alert.TimeUnknown));
        city.Time.Advance(Duration.FromHours(1));
        await city.Hub.AcceptAsync(Batch("b-2", Contact("860000000000001", 1, At + Duration.FromMinutes(50))));
        await city.Hub.AcceptAsync(Batch("b-3", Contact("860000000000001", 0, At + Duration.FromMinutes(40))));
        Assert.Null(Assert.Single(await city.AlertsAsync()).ClearedAt);
        Assert.Equal(2, (await city.FindingsAsync()).Count(f => f.Code == "undecided"));
    }

    [Fact]
    public async Task Observations_OfUnknownSensorsOrUnits_AreUndecidedAndLoseNoOther()
    {
        await using var city = await TestCity.StartAsync(setup: Setup());
        var answer = await city.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("iotda"), "b-1", [])
        {
            Seen = [Level("nowhere", "1 mm"), Level("860000000000003", "1 kWh"), Level("860000000000003", "0.5 m")],
        });
        Assert.Equal((1, 2), (answer.Accepted, answer.Undecided));
        Assert.Equal("road-water", Assert.Single(await city.AlertsAsync()).Rule);
    }

    [Fact]
    public async Task Lateness_ReadingsOutOfOrder_AreJudgedInOrderAndWhatIsLaterStillIsReported()
    {
        var rules = Encoding.UTF8.GetBytes("""
            {"version": 2, "rules": [{"id": "deep", "where": "hub", "sensors": {"quantity": "road-water"}, "lateness": "10 min",
              "when": {"kind": "threshold", "above": "270 mm", "hold": "2 min"},
              "then": {"severity": "critical", "title": {"zh": "积水", "en": "Water"} } }]}
            """);
        var setup = TestCity.NewSetup() with { Configuration = new HubConfiguration(rules, Sensors) };
        await using var city = await TestCity.StartAsync(setup: setup);
        city.Time.Advance(Duration.FromHours(1));
        foreach (var (minute, amount) in new[] { (0, "0.1 m"), (6, "0.5 m"), (3, "0.5 m"), (20, "0.1 m"), (1, "0.9 m") })
            await city.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("iotda"), $"b-{minute}", [])
            {
                Seen = [Level("860000000000003", amount) with { At = At + Duration.FromMinutes(minute) }],
            });
        Assert.Equal(At + Duration.FromMinutes(5), Assert.Single(await city.AlertsAsync()).RaisedAt);
        Assert.Equal(
            ["too-late"],
            (await city.FindingsAsync()).Where(f => f.Source.StartsWith("iotda", StringComparison.Ordinal)).Select(f => f.Code));
        var replayed = await Deciding.JournalReplay.RunAsync(setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    [Fact]
    public async Task Replay_OfWhatAPlatformSent_GivesTheSameExport()
    {
        await using var city = await TestCity.StartAsync(setup: Setup());
        await city.Hub.AcceptAsync(Batch("b-1", Contact("860000000000001", 1, null)));
        await city.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("iotda"), "b-2", [])
        {
            Seen = [Level("860000000000003", "0.5 m"), Level("860000000000003", "0.1 m")],
        });
        var replayed = await Deciding.JournalReplay.RunAsync(Setup(), city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    private static FeedBatch Batch(string id, FeedObservation seen) => new(DeviceId.Parse("aep"), id, []) { Seen = [seen] };

    private static FeedObservation Contact(string sensor, int value, Instant? at) =>
        new(SensorName.Parse(sensor), EventKind.Contact, new Amount(value, ""), at);

    private static FeedObservation Level(string sensor, string amount) =>
        new(SensorName.Parse(sensor), EventKind.Reading, Amount.Parse(amount), At);

    private static HubSetup Setup() => TestCity.NewSetup() with { Configuration = new HubConfiguration(Rules, Sensors) };

    private static Task<HttpCity> StartAsync() => HttpCity.StartAsync(configure: city =>
    {
        city.UseRules(Rules).UseSensors(Sensors);
        city.Services.AddCityKitFeeds(((string[])["aep", "onenet", "iotda"])
            .Select(feed => VendorFeed.Read(FeedExamples.Mapping(feed), Secret)));
        city.Services.AddCityKitFeeds(VendorFeed.Read(FeedExamples.Mapping("lamps")));
    });

    private static async Task<(HttpStatusCode Status, JsonElement Json)> SignedAsync(
        HttpCity city, string body, int seconds = 0, string? sent = null)
    {
        var time = At.ToUnixTimeSeconds() + seconds;
        using var content = HttpCity.Text(sent ?? body);
        content.Headers.Add("X-Time", $"{time}");
        content.Headers.Add("X-Signature", Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}.{body}"))));
        return await city.SendAsync(HttpMethod.Post, "feeds/iotda", null, content);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> EventsAsync(HttpCity city, string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await city.SendAsync(HttpMethod.Post, "feeds/lamps", Utility, content);
    }

    private static async Task<int> CountAsync(HttpCity city, JournalKind kind) =>
        (await city.Hub.Store.ReadJournalAsync(0, default).ToListAsync()).Count(entry => entry.Kind == kind);

    private static async Task<List<AlertDesk.Alert>> AlertsAsync(HttpCity city) =>
        await AlertDesk.DeskReads.ReadAlertsAsync(city.Hub.Store).ToListAsync();

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
