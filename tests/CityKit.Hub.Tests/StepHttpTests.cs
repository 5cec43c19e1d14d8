using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Hub.Tests.Support;
using CityKit.Samples.Parking;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>Steps over HTTP: tags and If-Match, ids in a header, many commands at once, refusals as RFC 9457 has them.</summary>
public sealed class StepHttpTests
{
    [Fact]
    public async Task Step_IfMatch_IsTakenOnceAndThenRefusedWithWhatIsThere()
    {
        await using var city = await HttpCity.StartAsync();
        var item = await ReportAsync(city, "r-1");
        var (_, tag, _) = await SendAsync(city, HttpMethod.Get, $"items/{item}", TestCity.Manager);
        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        var (status, next, _) = await StepAsync(city, item, "s-1", tag);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(tag, next);
        Assert.Equal(HttpStatusCode.OK, (await StepAsync(city, item, "s-1", tag)).Status); // the same again, answered again
        var (refused, now, json) = await StepAsync(city, item, "s-2", tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "changed", next), (refused, json.GetProperty("code").GetString(), now));
        Assert.Equal(item, json.GetProperty("item").GetProperty("item").GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.OK, (await StepAsync(city, item, "s-3", "*")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await StepAsync(city, WorkItemId.FromCause("none").ToString(), "s-4", tag)).Status);
    }

    [Fact]
    public async Task Tag_OfTwoActors_IsOfWhatEachSees()
    {
        await using var city = await HttpCity.StartAsync();
        var item = await ReportAsync(city, "r-1");
        var (_, managers, _) = await SendAsync(city, HttpMethod.Get, $"items/{item}", TestCity.Manager);
        var (_, residents, _) = await SendAsync(city, HttpMethod.Get, $"items/{item}", TestCity.Resident);
        Assert.NotEqual(managers, residents);
    }

    [Fact]
    public async Task IdempotencyKey_InAHeader_IsTheCommandsId()
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.AddModule(new ParkingModule()));
        const string Report = """{"longitude": 120.415, "latitude": 36.065, "class": "GB/T 47678.5-2026:matter:06010"}""";
        var first = await KeyedAsync(city, "reports", "\"k-1\"", Report);
        var again = await KeyedAsync(city, "reports", "k-1", Report);
        Assert.Equal((HttpStatusCode.OK, first.Json.ToString()), (again.Status, again.Json.ToString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await KeyedAsync(
            city, "reports", "k-2", Report.Replace("{", """{"id": "r-9", """, StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await KeyedAsync(
            city, "reports", "k-1", Report.Replace("36.065", "36.066", StringComparison.Ordinal))).Status);
        const string Offer =
            """{"bay":"B-7","compound":"c","from":"2026-03-02T01:00:00Z","until":"2026-03-02T10:00:00Z","fenPerHour":300}""";
        Assert.Equal(HttpStatusCode.OK, (await KeyedAsync(city, "commands/parking/offer", "k-3", Offer)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await KeyedAsync(
            city, "commands/parking/offer", "k-4", Offer.Replace("{", """{"commandId": "o", """, StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await KeyedAsync(city, "commands/parking/offer", "k-5", "[]")).Status);
        Assert.Single(await city.Hub.Store.ReadJournalAsync(0, default)
            .Where(entry => entry.Key.EndsWith("/k-1", StringComparison.Ordinal)).ToListAsync());
    }

    [Fact]
    public async Task Commands_Together_AreAnsweredInOrderAndABadOneStopsNone()
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.AddModule(new ParkingModule()));
        var (status, json) = await city.PostAsync("commands", TestCity.Resident, """
            [{"command": "items/report", "body": {"id": "r-1", "longitude": 120.415, "latitude": 36.065, "class": "GB/T 47678.5-2026:matter:06010", "text": "a hole"}},
             {"command": "items/report", "body": {"id": "r-2", "longitude": 720}},
             {"command": "parking/offer", "body": {"commandId":"o-1","bay":"B-7","compound":"c","from":"2026-03-02T01:00:00Z","until":"2026-03-02T10:00:00Z","fenPerHour":300}},
             {"command": "leads/confirm", "body": {"commandId": "c-1", "lead": "00000000000000000000000000000000"}},
             {"command": "parking/sell", "body": {}},
             7,
             {"command": "items/report", "body": {"id": "r-3", "longitude": 120.425, "latitude": 36.065, "class": "GB/T 47678.5-2026:matter:06010"}}]
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        var answers = json.GetProperty("answers").EnumerateArray().ToArray();
        Assert.Equal([200, 400, 200, 403, 404, 400, 200], answers.Select(answer => answer.GetProperty("status").GetInt32()));
        Assert.Equal("done", answers[0].GetProperty("body").GetProperty("status").GetString());
        Assert.Contains("(class)", answers[1].GetProperty("body").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await city.Hub.Store.CountAsync(AlertDesk.ItemDocuments.Kind.Query())));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[")]
    public async Task Commands_ThatAreNoList_AreRefused(string body)
    {
        await using var city = await HttpCity.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await city.PostAsync("commands", TestCity.Officer, body)).Status);
        var tooMany = $"[{string.Join(',', Enumerable.Repeat("{}", 101))}]";
        Assert.Equal(HttpStatusCode.BadRequest, (await city.PostAsync("commands", TestCity.Officer, tooMany)).Status);
    }

    [Fact]
    public async Task Refusal_OverHttp_IsAProblem()
    {
        await using var city = await HttpCity.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "summary");
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Resident));
        using var response = await city.Client.SendAsync(request);
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json", "utf-8"), response.Content.Headers.ContentType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var problem = json.RootElement;
        Assert.Equal(("urn:citykit:refusal:wrong-role", "Forbidden", 403, "wrong-role"), (problem.GetProperty("type").GetString(),
            problem.GetProperty("title").GetString(), problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.Equal(problem.GetProperty("message").GetProperty("en").GetString(), problem.GetProperty("detail").GetString());
        Assert.Contains("值班室", problem.GetProperty("message").GetProperty("zh").GetString(), StringComparison.Ordinal);
        Assert.Contains("DutyOfficer", problem.GetProperty("allowed").EnumerateArray().Select(role => role.GetString()));
    }

    private static async Task<string> ReportAsync(HttpCity city, string id)
    {
        var (_, json) = await city.PostAsync("reports", TestCity.Resident,
            $$"""{"id": "{{id}}", "longitude": 120.415, "latitude": 36.065,"""
            + """ "profile": "property-order", "class": "GB/T 47678.5-2026:matter:10999"}""");
        return json.GetProperty("item").GetProperty("item").GetProperty("id").GetString()!;
    }

    private static Task<(HttpStatusCode Status, string? Tag, JsonElement Json)> StepAsync(
        HttpCity city, string item, string id, string? ifMatch) =>
        SendAsync(city, HttpMethod.Post, $"items/{item}/commands", TestCity.Manager, ifMatch,
            $$"""{"commandId": "{{id}}", "command": "urge"}""");

    private static async Task<(HttpStatusCode Status, JsonElement Json)> KeyedAsync(HttpCity city, string path, string key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = HttpCity.Text(body) };
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(TestCity.Resident));
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await city.Client.SendAsync(request);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, json.RootElement.Clone());
    }

    private static async Task<(HttpStatusCode Status, string? Tag, JsonElement Json)> SendAsync(
        HttpCity city, HttpMethod method, string path, Actor actor, string? ifMatch = null, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : HttpCity.Text(body) };
        request.Headers.Add("CityKit-Key", HttpCity.KeyOf(actor));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await city.Client.SendAsync(request);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, response.Headers.ETag?.Tag, json.RootElement.Clone());
    }
}
