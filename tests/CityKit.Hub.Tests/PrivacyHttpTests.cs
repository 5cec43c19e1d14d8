using System.Net;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Hub.Tests.Support;

namespace CityKit.Hub.Tests;

/// <summary>
/// Personal data over HTTP: opened by role and purpose, seen by its subject, erased; nothing of it is in an answer or a log besides.
/// </summary>
public sealed class PrivacyHttpTests
{
    private const string Report = """
        {"id": "r-1", "profile": "property-order", "class": "GB/T 47678.5-2026:matter:06010", "longitude": 120.4115, "latitude": 36.0615,
         "text": "Mrs Example shouts", "contact": "0532-5550100", "position": {"longitude": 120.4111111, "latitude": 36.0622222}}
        """;

    [Fact]
    public async Task Records_OfAReport_AreOpenedOnceNotedAndErased()
    {
        await using var city = await HttpCity.StartAsync();
        var (status, reported) = await city.PostAsync("reports", TestCity.Resident, Report);
        Assert.Equal(HttpStatusCode.OK, status);
        var id = reported.GetProperty("item").GetProperty("item").GetProperty("id").GetString()!;

        var (_, opened) = await city.PostAsync($"items/{id}/records", TestCity.Officer, """{"purpose": "handling"}""");
        var report = opened.GetProperty("records").EnumerateArray().Single(r => Word(r, "kind") == "report");
        Assert.Equal(("Mrs Example shouts", "0532-5550100", 120.4111111),
            (Word(report, "text"), Word(report, "contact"), report.GetProperty("longitude").GetDouble()));

        var (_, reads) = await city.GetAsync("own/reads", TestCity.Resident);
        var read = Assert.Single(reads.GetProperty("reads").EnumerateArray());
        Assert.Equal(("officer-1", "handling", id), (Word(read, "by"), Word(read, "purpose"), Word(read, "item")));

        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("own/erase", TestCity.Resident, "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.PostAsync("own/records", TestCity.Resident, "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.PostAsync($"items/{id}/records", TestCity.Officer, """{"purpose": "handling"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.GetAsync($"items/{id}", TestCity.Officer)).Status);
    }

    [Theory]
    // another's item is none; one's own opens at own/records
    [InlineData("resident-1", """{"purpose": "curiosity"}""", HttpStatusCode.NotFound)]
    [InlineData("officer-1", """{"purpose": "Why not?"}""", HttpStatusCode.BadRequest)]
    [InlineData("officer-1", "{}", HttpStatusCode.BadRequest)]
    [InlineData("officer-1", """{"purpose": "handling", "more": 1}""", HttpStatusCode.BadRequest)]
    public async Task Records_AskedForWrongly_AreRefusedAndNothingIsNoted(string actor, string body, HttpStatusCode expected)
    {
        await using var city = await HttpCity.StartAsync();
        var (_, reported) = await city.PostAsync("reports", TestCity.Resident, Report);
        var id = reported.GetProperty("item").GetProperty("item").GetProperty("id").GetString()!;
        var by = new[] { TestCity.Resident, TestCity.Officer }.Single(known => known.Id == actor);
        Assert.Equal(expected, (await city.PostAsync($"items/{id}/records", by, body)).Status);
        Assert.Empty((await city.GetAsync("own/reads", TestCity.Resident)).Json.GetProperty("reads").EnumerateArray());
    }

    [Fact]
    public async Task Erase_OfOthers_IsForAdministrators()
    {
        await using var city = await HttpCity.StartAsync();
        await city.PostAsync("reports", TestCity.Resident, Report);
        const string Body = """{"account": "resident-1"}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await city.PostAsync("persons/erase", TestCity.Officer, Body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("persons/erase", TestCity.Admin, Body)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.PostAsync("persons/erase", TestCity.Admin, Body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.PostAsync("households/erase", TestCity.Admin, """{"household": "h-1"}""")).Status);
    }

    [Fact]
    public async Task EverythingElse_AnswersAndLogs_HasNothingOfAPerson()
    {
        await using var city = await HttpCity.StartAsync();
        var answers = new List<string> { (await city.PostAsync("reports", TestCity.Resident, Report)).Json.ToString() };
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Detection(TestCity.Start)));
        await city.PostAsync("sensors", TestCity.Admin, "{\"sensors\": \"no register of Mrs Example\"}");
        await city.PostAsync("consents/withdraw", TestCity.Admin, """{"household": "h-1", "purpose": "elder-care"}""");
        foreach (var path in new[] { "items?state=all", "leads", "alerts", "findings", "summary", "devices" })
            answers.Add((await city.GetAsync(path, TestCity.Officer)).Json.ToString());
        foreach (var plain in new[] { "Example", "0532-5550100", "resident-1", "\"h-1\"", "36.0622222" })
        {
            Assert.DoesNotContain(answers, answer => answer.Contains(plain, StringComparison.Ordinal));
            Assert.DoesNotContain(city.Log, line => line.Contains(plain, StringComparison.Ordinal));
        }
        Assert.NotEmpty(city.Log);
    }

    private static string? Word(JsonElement json, string name) => json.GetProperty(name).GetString();
}
