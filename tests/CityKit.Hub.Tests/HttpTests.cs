using System.Globalization;
using System.Net;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Grids.Coordinates;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Storage;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class HttpTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Batches_InOrder_AreSyncedWithLaneAndCursor()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        var (status, json) = await city.BatchAsync(device.Next(device.Detection(At)));
        Assert.Equal((HttpStatusCode.OK, "synced", "alarm", 1),
            (status, Word(json, "status"), Word(json, "lane"), json.GetProperty("cursor").GetInt32()));
    }

    [Fact]
    public async Task Batches_OutOfOrder_Are409WithTheCursorAndAMessage()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Detection(At)));
        byte[] Batch(long first, params long[] sequences) =>
            device.Sign(device.Header(Lane.Alarm, first, default),
            [.. sequences.Select(s => VirtualDevice.Encode(device.Detection(At), s))]);
        AssertRefused(await city.BatchAsync(Batch(5, 5)), HttpStatusCode.Conflict, "gap", cursor: 1);
        AssertRefused(await city.BatchAsync(Batch(1, 1, 2)), HttpStatusCode.Conflict, "overlap", cursor: 1);
        AssertRefused(await city.BatchAsync(Batch(2, 2)), HttpStatusCode.Conflict, "diverged", cursor: 1);
    }

    [Fact]
    public async Task Batches_ThatAreNotTaken_HaveEachItsStatusAndMessage()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        var (stranger, forger, next) = (TestCity.NewDevice("pi-2"), TestCity.NewDevice("pi-1"), device.WithNewOutbox(2));
        await city.BatchAsync(device.Next(device.Detection(At)));
        await city.BatchAsync(next.Next(next.Detection(At)));
        AssertRefused(await city.BatchAsync(stranger.Next(stranger.Detection(At))), HttpStatusCode.Forbidden, "unknown-device");
        AssertRefused(await city.BatchAsync(forger.Next(forger.Detection(At))), HttpStatusCode.Unauthorized, "bad-signature");
        AssertRefused(await city.BatchAsync(device.Next(device.Detection(At))), HttpStatusCode.Gone, "retired");
        AssertRefused(await city.BatchAsync(new byte[(1 << 20) + 1000]), HttpStatusCode.RequestEntityTooLarge, "too-large");
        AssertRefused(await city.BatchAsync(new byte[(2 << 20) + 1]), HttpStatusCode.RequestEntityTooLarge, "too-large");
        AssertRefused(await city.BatchAsync([1, 2, 3]), HttpStatusCode.BadRequest, "garbage");
        AssertRefused(await city.BatchAsync([]), HttpStatusCode.BadRequest, "garbage");
        AssertRefused(await city.BatchAsync([0x93, 0xc4, 0, 0xc4, 0, 1]), HttpStatusCode.UnprocessableEntity, "unknown-suite");
    }

    [Fact]
    public async Task Busy_Is503ForDevicesAndPeople()
    {
        var store = new FailingStore(new InMemoryCityStore());
        await using var city = await HttpCity.StartAsync(store);
        var device = await city.AdmitAsync("pi-1");
        var batch = device.Next(device.Detection(At));
        store.CommitsToFail = 3;
        using var busy = await city.Client.PostAsync("batches", new ByteArrayContent(batch));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(2)), (busy.StatusCode, busy.Headers.RetryAfter!.Delta));
        using var said = JsonDocument.Parse(await busy.Content.ReadAsStringAsync());
        Assert.Equal(("busy", 2), (Word(said.RootElement, "status"), said.RootElement.GetProperty("after").GetInt32()));
        var (status, json) = await city.PostAsync("reports", TestCity.Resident, Report("r-1"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "busy"), (status, Word(json.GetProperty("refusal"), "code")));
        using var csv = new StringContent(
            "register,unit,reading,readAt,receivedAt,source\ng-1,m3,100.5,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,remote\n");
        Assert.Equal(HttpStatusCode.ServiceUnavailable,
            (await city.SendAsync(HttpMethod.Post, "feeds/gas-co?batch=b-1", Actor.Of("gas-1", "gas company", Role.Utility), csv)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.BatchAsync(batch)).Status);
    }

    [Fact]
    public async Task Keys_MissingOrWrong_Are401()
    {
        await using var city = await HttpCity.StartAsync();
        foreach (var path in new[] { "leads", "items", "alerts", "notifications", "summary", "export" })
        {
            var (status, json) = await city.SendAsync(HttpMethod.Get, path, null);
            Assert.Equal((HttpStatusCode.Unauthorized, "no-key"), (status, Word(json.GetProperty("refusal"), "code")));
            Assert.Equal(HttpStatusCode.Unauthorized,
                (await city.SendForTextAsync(HttpMethod.Get, path, Actor.Of("nobody-known", ""))).Status);
        }
    }

    [Fact]
    public async Task Devices_AreAdmittedByAnAdministratorAndKeysMayComeBack()
    {
        await using var city = await HttpCity.StartAsync();
        var (first, second) = (TestCity.NewDevice("pi-1"), TestCity.NewDevice("pi-1"));
        var (status, json) = await city.AdmitAsync(first, TestCity.Officer);
        Assert.Equal((HttpStatusCode.Forbidden, "wrong-role"), (status, Word(json.GetProperty("refusal"), "code")));
        foreach (var device in new[] { first, second, first, first })
            Assert.Equal(HttpStatusCode.OK, (await city.AdmitAsync(device, TestCity.Admin)).Status);
        Assert.Equal("bad-signature", Word((await city.BatchAsync(second.Next(second.Detection(At)))).Json, "status"));
        Assert.Equal("synced", Word((await city.BatchAsync(first.Next(first.Detection(At)))).Json, "status"));
        Assert.Equal(HttpStatusCode.OK, (await city.AdmitAsync(TestCity.NewDevice(new string('d', 64)), TestCity.Admin)).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"publicKey\": \"not base64\"}")]
    [InlineData("{\"publicKey\": \"AAAA\"}")]
    public async Task Devices_WithABadKey_Are400(string body)
    {
        await using var city = await HttpCity.StartAsync();
        var (status, json) = await city.SendAsync(HttpMethod.Put, "devices/pi-1", TestCity.Admin, HttpCity.Text(body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("publicKey", Word(json.GetProperty("refusal").GetProperty("message"), "en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_SeenToByADutyOfficer_HaveAHistoryAndFigures()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Contact("smoke", At)));
        var id = Word((await city.GetAsync("alerts?state=open", TestCity.Officer)).Json.GetProperty("alerts")[0], "id");
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await city.PostAsync($"alerts/{id}/assign", TestCity.Resident, """{"commandId": "a-0", "to": "DutyLeader"}""")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await city.PostAsync("alerts/x/assign", TestCity.Officer, """{"commandId": "a-0", "to": "DutyLeader"}""")).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await city.PostAsync($"alerts/{id}/assign", TestCity.Officer, """{"commandId": "a-1", "to": "DutyLeader"}""")).Status);
        var wrong = await city.PostAsync($"alerts/{id}/outcome", TestCity.Officer, """{"commandId": "a-2", "outcome": "no-anser"}""");
        Assert.Contains("no-answer", Word(wrong.Json.GetProperty("refusal").GetProperty("message"), "en"), StringComparison.Ordinal);
        var bulk = await city.PostAsync(
            "commands/alerts/outcome",
            TestCity.Officer,
            $$"""{"commandId": "a-3", "alert": "{{id}}", "outcome": "false"}""");
        Assert.Equal("False", Word(bulk.Json.GetProperty("alert").GetProperty("work"), "outcome"));
        var figures = (await city.GetAsync("alerts/statistics?rule=smoke", TestCity.Officer)).Json.GetProperty("statistics")[0];
        Assert.Equal((1, 1m), (figures.GetProperty("raised").GetInt32(), figures.GetProperty("falseShare").GetDecimal()));
    }

    [Fact]
    public async Task Suspensions_BegunListedAndEnded_AreForThoseWhoMay()
    {
        await using var city = await HttpCity.StartAsync();
        var (from, until) = (At.ToString(), (At + Duration.FromHours(1)).ToString());
        var body = $$"""{"commandId": "s-1", "rule": "smoke", "from": "{{from}}", "until": "{{until}}", "reason": "works"}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await city.PostAsync("suspensions", TestCity.Officer, body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("suspensions", TestCity.Admin, body)).Status);
        var listed = (await city.GetAsync("suspensions", TestCity.Officer)).Json.GetProperty("suspensions")[0];
        Assert.Equal(("smoke", until), (Word(listed, "rule"), Word(listed, "until")));
        var end = $$"""{"commandId": "e-1", "suspension": "{{Word(listed, "id")}}"}""";
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("suspensions/end", TestCity.Admin, end)).Status);
        Assert.Empty((await city.GetAsync("suspensions", TestCity.Officer)).Json.GetProperty("suspensions").EnumerateArray());
        var away = $$"""{"commandId": "w-1", "household": "h-1", "purpose": "elder-care", "from": "{{from}}", "until": "{{until}}"}""";
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("households/away", TestCity.Officer, away)).Status);
    }

    [Fact]
    public async Task Leads_ConfirmedThenWorkedOn_MoveAndTellWhatIsAllowed()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Detection(At)));
        var lead = Word((await city.GetAsync("leads?state=open", TestCity.Officer)).Json.GetProperty("leads")[0], "id");
        var (status, json) = await city.PostAsync($"leads/{lead}/confirm", TestCity.Officer, """{"commandId": "c-1"}""");
        Assert.Equal((HttpStatusCode.OK, "Confirmed"), (status, Word(json.GetProperty("lead"), "state")));
        var id = Word(json.GetProperty("item").GetProperty("item"), "id");
        (status, json) = await city.PostAsync(
            $"items/{id}/commands", TestCity.Manager,
            """{"commandId": "s-1", "command": "assign", "assignee": "invented property/day crew"}""");
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        var assignee = json.GetProperty("item").GetProperty("item").GetProperty("assignee");
        Assert.Equal(("invented property", "day crew"), (Word(assignee, "body"), Word(assignee, "crew")));
        Assert.Contains("start", json.GetProperty("item").GetProperty("allowed").EnumerateArray().Select(a => a.GetString()));
        (status, json) = await city.PostAsync($"items/{id}/commands", TestCity.Manager, """{"commandId": "s-2", "command": "close"}""");
        Assert.Equal((HttpStatusCode.Conflict, "wrong-state"), (status, Word(json.GetProperty("refusal"), "code")));
        Assert.NotEmpty(json.GetProperty("refusal").GetProperty("allowed").EnumerateArray());
        Assert.Empty((await city.GetAsync("leads", TestCity.Officer)).Json.GetProperty("leads").EnumerateArray());
        Assert.Single((await city.GetAsync("leads?state=all", TestCity.Officer)).Json.GetProperty("leads").EnumerateArray());
    }

    [Fact]
    public async Task Items_ShowEachRoleItsParts()
    {
        await using var city = await HttpCity.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("reports", TestCity.Resident, Report("r-1"))).Status);
        JsonElement Item((HttpStatusCode Status, JsonElement Json) answer) => answer.Json.GetProperty("items")[0].GetProperty("item");
        var resident = Item(await city.GetAsync("items", TestCity.Resident));
        var officer = Item(await city.GetAsync("items", TestCity.Officer));
        Assert.Equal((true, false, false),
            (resident.TryGetProperty("state", out _), resident.TryGetProperty("place", out _), resident.TryGetProperty("history", out _)));
        Assert.Equal((true, true, false),
            (officer.TryGetProperty("state", out _), officer.TryGetProperty("place", out _), officer.TryGetProperty("history", out _)));
        var manager = await city.GetAsync("items", TestCity.Manager); // the profile shows a property manager nothing
        Assert.Empty(manager.Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Items_ThatOneMayNotSee_AnswerAsIfTheyDidNotExist()
    {
        await using var city = await HttpCity.StartAsync();
        await city.PostAsync("reports", TestCity.Resident, Report("r-1"));
        var there = (await city.Hub.Store.ReadItemsAsync().ToListAsync())[0].Id.ToString();
        var nowhere = WorkItemId.FromCause("nothing").ToString();
        foreach (var actor in new[] { TestCity.Manager, TestCity.Admin, Actor.Of("gas-1", "gas company", Role.Utility) })
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Get, "items/{0}", null), (HttpMethod.Post, "items/{0}/records", """{"purpose": "handling"}"""),
            (HttpMethod.Post, "items/{0}/commands", """{"commandId": "s-1", "command": "accept"}"""),
            (HttpMethod.Post, "items/{0}/undo-repeat", """{"commandId": "s-1"}"""),
            (HttpMethod.Post, "items/{0}/repeat", $$"""{"commandId": "s-1", "of": "{{there}}"}"""),
        })
        {
            var answers = new List<(HttpStatusCode, string)>();
            foreach (var id in new[] { there, nowhere })
                answers.Add(await city.SendForTextAsync(method, string.Format(CultureInfo.InvariantCulture, path, id), actor,
                    body is null ? null : HttpCity.Text(body)));
            Assert.Equal(HttpStatusCode.NotFound, answers[0].Item1);
            Assert.Equal(answers[1], answers[0]);
        }
        Assert.Empty(await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync());
    }

    [Fact]
    public async Task Reports_WithPhoneCoordinates_LandInTheRightGrid()
    {
        await using var city = await HttpCity.StartAsync();
        var inside = GeoPoint.FromDegrees(120.4195, 36.065); // 45 m inside the first square; as GCJ-02 some 500 m east, in the second
        var phone = Gcj02Point.FromGeoPoint(inside);
        await city.PostAsync("reports", TestCity.Resident, Report("r-1", phone.Longitude, phone.Latitude, "gcj02"));
        await city.PostAsync("reports", TestCity.Resident, Report("r-2", inside.Longitude, inside.Latitude, "wgs84"));
        await city.PostAsync("reports", TestCity.Resident, Report("r-3", phone.Longitude, phone.Latitude, "wgs84"));
        var grids = await city.Hub.Store.ReadItemsAsync(default).ToDictionaryAsync(i => i.Id, i => i.Place.Grid);
        Assert.Equal([TestCity.Grid1, TestCity.Grid1, "370202999001002"],
            new[] { "r-1", "r-2", "r-3" }.Select(id => grids[WorkItemId.FromCause($"report|{TestCity.ResidentId}/{id}")]));
    }

    [Theory]
    [InlineData("""{"id": "r-1", "longitude": 120.4, "latitude": 36.0, "class": "GB/T 47678.5-2026:matter:06010", "txt": "?"}""", "txt")]
    [InlineData("""{"id": 7, "longitude": 120.4, "latitude": 36.0, "class": "GB/T 47678.5-2026:matter:06010"}""", "id")]
    [InlineData("""{"id": "r-1", "longitude": "east", "latitude": 36.0, "class": "GB/T 47678.5-2026:matter:06010"}""", "longitude")]
    [InlineData("""{"id": "r-1", "longitude": 120.4, "latitude": 95, "class": "GB/T 47678.5-2026:matter:06010", "system": "gcj02"}""",
        "latitude")]
    [InlineData("""{"id": "r-1", "longitude": 120.4, "latitude": 36.0, "class": "rubbish"}""", "class")]
    [InlineData("""["no object"]""", "Line 1")]
    [InlineData("""{"id": """, "Line 1")]
    [InlineData("", "Line 1")]
    public async Task Reports_WithAWrongBody_Are400WithThePlace(string body, string named)
    {
        await using var city = await HttpCity.StartAsync();
        var (status, json) = await city.PostAsync("reports", TestCity.Resident, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var message = Word(json.GetProperty("refusal").GetProperty("message"), "en");
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Matches("Line 1, column [0-9]+", message);
    }

    [Fact]
    public async Task Bodies_OverTheLimit_Are413()
    {
        await using var city = await HttpCity.StartAsync();
        var (status, json) = await city.PostAsync("reports", TestCity.Resident, new string(' ', (64 << 10) + 1));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (status, Word(json.GetProperty("refusal"), "code")));
    }

    [Fact]
    public async Task Items_UnknownOrMisnamed_Are404AndBadAssignees400()
    {
        await using var city = await HttpCity.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync("items/none", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync($"items/{WorkItemId.FromCause("none")}", TestCity.Officer)).Status);
        foreach (var assignee in new[] { " /crew", "/", "  " })
            Assert.Equal(HttpStatusCode.BadRequest,
                (await city.PostAsync($"items/{WorkItemId.FromCause("none")}/commands", TestCity.Officer,
                $$"""{"commandId": "s-1", "command": "assign", "assignee": "{{assignee}}"}""")).Status);
    }

    [Fact]
    public async Task Overview_SummaryNotificationsAndExport_AreWhatTheHubHas()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        var batch = device.Next(device.Contact("smoke", At), device.Detection(At));
        await city.BatchAsync(batch);
        await city.BatchAsync(batch);
        await city.PostAsync("reports", TestCity.Resident, Report("r-1"));
        var summary = (await city.GetAsync("summary", TestCity.Officer)).Json;
        Assert.Equal([2, 2, 2, 1, 0],
            new[] { "eventsAccepted", "duplicatesIgnored", "alertsRaised", "casesOpened", "casesClosed" }.Select(
            name => summary.GetProperty(name).GetInt32()));
        Assert.Equal(TestCity.Grid1, Word(summary.GetProperty("openCases")[0], "grid"));
        var page = (await city.GetAsync("notifications?after=1&limit=2", TestCity.Officer)).Json;
        Assert.Equal([2, 3], page.GetProperty("notifications").EnumerateArray().Select(n => n.GetProperty("number").GetInt32()));
        Assert.Equal(3, page.GetProperty("next").GetInt32());
        Assert.Equal(2, (await city.GetAsync("alerts", TestCity.Officer)).Json.GetProperty("alerts").GetArrayLength());
        var export = (await city.SendForTextAsync(HttpMethod.Get, "export", TestCity.Admin)).Text;
        Assert.Equal(await TestCity.ExportAsync(city.Hub.Store), export);
        Assert.Equal(3, export.Count(c => c == '\n'));
        var seen = (await city.SendForTextAsync(
            HttpMethod.Get, "export", TestCity.Officer)).Text; // the profile shows an officer no history
        Assert.Equal((3, false, true),
            (seen.Count(c => c == '\n'), seen.Contains("history", StringComparison.Ordinal),
                export.Contains("history", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Devices_SuspendedAndRevoked_AreToldSoAndListed()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        Assert.Equal(HttpStatusCode.OK,
            (await city.PostAsync("devices/pi-1/suspend", TestCity.Admin, """{"reason": "card is looked at"}""")).Status);
        AssertRefused(await city.BatchAsync(device.Next(device.Detection(At))), HttpStatusCode.Forbidden, "suspended");
        Assert.Equal("Suspended", Word((await city.GetAsync("devices/pi-1", TestCity.Officer)).Json, "standing"));
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("devices/pi-1/resume", TestCity.Admin, "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.PostAsync("devices/pi-1/revoke", TestCity.Admin, "{}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await city.PostAsync("devices/pi-1/revoke", TestCity.Officer, """{"reason": "stolen"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("devices/pi-1/revoke", TestCity.Admin, """{"reason": "stolen"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await city.PostAsync("devices/pi-1/resume", TestCity.Admin, "{}")).Status);
    }

    [Fact]
    public async Task Notifications_OfAnotherHistory_AreToldThatItWasRestored()
    {
        await using var city = await HttpCity.StartAsync();
        await city.AdmitAsync("pi-1");
        var (_, json) = await city.GetAsync("notifications", TestCity.Officer);
        Assert.False(json.TryGetProperty("restoredFrom", out _));
        var same = await city.GetAsync($"notifications?after=0&history={Word(json, "history")}", TestCity.Officer);
        Assert.False(same.Json.TryGetProperty("restoredFrom", out _));
        var other = await city.GetAsync($"notifications?after=9&history={HistoryId.Create()}", TestCity.Officer);
        Assert.Equal(0, other.Json.GetProperty("restoredFrom").GetInt64());
    }

    [Fact]
    public async Task Overview_ForAResident_Is403()
    {
        await using var city = await HttpCity.StartAsync();
        foreach (var path in new[] { "leads", "alerts", "findings", "summary", "devices" })
        {
            var (status, json) = await city.GetAsync(path, TestCity.Resident);
            Assert.Equal((HttpStatusCode.Forbidden, "wrong-role"), (status, Word(json.GetProperty("refusal"), "code")));
        }
        Assert.Equal((HttpStatusCode.OK, ""), await city.SendForTextAsync(HttpMethod.Get, "export", TestCity.Resident));
    }

    private static void AssertRefused(
        (HttpStatusCode Status, JsonElement Json) answer, HttpStatusCode status, string name, int? cursor = null)
    {
        Assert.Equal((status, name), (answer.Status, Word(answer.Json, "status")));
        Assert.Equal(cursor, answer.Json.TryGetProperty("cursor", out var found) ? found.GetInt32() : null);
        Assert.NotEmpty(Word(answer.Json.GetProperty("message"), "zh"));
        Assert.NotEmpty(Word(answer.Json.GetProperty("message"), "en"));
    }

    private static string Report(string id, double longitude = 120.415, double latitude = 36.065, string system = "wgs84") =>
        string.Create(CultureInfo.InvariantCulture,
        $$"""{"id": "{{id}}", "longitude": {{longitude}}, "latitude": {{latitude}}, "system": "{{system}}", "class": "GB/T 47678.5-2026:matter:06010", "text": "a hole"}""");

    private static string Word(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
