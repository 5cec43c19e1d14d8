using System.Net;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Doors;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>The public door: a code opens what is public of one report, and nothing leads to another.</summary>
public sealed class PublicDoorTests
{
    private const string Report = """
        {"id": "r-1", "profile": "property-order", "class": "GB/T 47678.5-2026:matter:06010", "longitude": 120.4115, "latitude": 36.0615,
         "text": "Mrs Example shouts", "contact": "0532-5550100"}
        """;

    [Fact]
    public async Task Follow_ByTheCodeOfTheAnswer_ShowsWhatIsPublicAndNothingElse()
    {
        await using var city = await HttpCity.StartAsync();
        var (_, reported) = await city.PostAsync("reports", TestCity.Resident, Report);
        var code = reported.GetProperty("follow").GetString()!;
        Assert.Equal(code, (await city.PostAsync("reports", TestCity.Resident, Report)).Json.GetProperty("follow").GetString());
        Assert.Matches("^[0-7][0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{5}){3}-[0-9A-HJKMNP-TV-Z]{6}$", code);

        using var response = await city.Client.GetAsync($"public/follow/{code}");
        Assert.Equal((HttpStatusCode.OK, "no-store"), (response.StatusCode, response.Headers.CacheControl!.ToString()));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(["kind", "state", "class", "open", "reportedAt", "street", "stages", "steps", "allowed"],
            json.RootElement.EnumerateObject().Select(m => m.Name));
        Assert.Equal(("370202999", "接单"), (json.RootElement.GetProperty("street").GetString(),
            json.RootElement.GetProperty("stages")[0].GetProperty("stage").GetProperty("zh").GetString()));
        var item = reported.GetProperty("item").GetProperty("item").GetProperty("id").GetString()!;
        foreach (var hidden in new[] { "Example", "5550100", TestCity.ResidentId, item, TestCity.Grid1, "120.4", "36.06" })
            Assert.DoesNotContain(hidden, json.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await city.Client.GetAsync(
            $"public/follow/{code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)}")).StatusCode);
    }

    [Fact]
    public async Task Follow_AWrongCode_IsTheSameBytesWhateverIsWrong()
    {
        await using var city = await HttpCity.StartAsync();
        var (_, reported) = await city.PostAsync("reports", TestCity.Resident, Report);
        var code = reported.GetProperty("follow").GetString()!;
        var item = reported.GetProperty("item").GetProperty("item").GetProperty("id").GetString()!;
        var last = code[^1] == '0' ? '1' : '0';
        string[] wrong = [code[..^1] + last, code[..^1], code + "0", "8" + code[1..], item, "x", "U" + code[1..],
            new string('0', 26), new string('a', 3000)];
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var path in wrong.Select(w => $"public/follow/{w}").Append($"public/none/{code}"))
            answers.Add(await city.SendForTextAsync(HttpMethod.Get, path, null));
        var (status, text) = Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.DoesNotContain(await city.Hub.Store.ReadJournalAsync(0, default).ToListAsync(),
            entry => entry.Payload.Span.IndexOf(System.Text.Encoding.UTF8.GetBytes(code)) >= 0);
        Assert.NotEmpty(text);
    }

    [Fact]
    public async Task Follow_MoreOftenThanTheBudget_IsRefusedWithWhenToComeAgain()
    {
        await using var city = await HttpCity.StartAsync();
        for (var time = 0; time < 30; time++)
            Assert.Equal(HttpStatusCode.NotFound, (await city.SendForTextAsync(HttpMethod.Get, "public/follow/none", null)).Status);
        using var response = await city.Client.GetAsync("public/follow/none");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)), (response.StatusCode, response.Headers.RetryAfter!.Delta));
    }

    [Fact]
    public async Task Follow_ALongTimeAfterTheEnd_IsOver()
    {
        await using var city = await TestCity.StartAsync();
        var report = new FileReport("r-1", "property-order", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"),
            GeoPoint.FromDegrees(120.4115, 36.0615), null, null);
        var item = (await city.Hub.ExecuteAsync(report, TestCity.Resident)).OrThrow().Item!;
        var code = city.Hub.Public.CodeOf(FollowCode.Kind, item.Id.Value);
        (await city.Hub.ExecuteAsync(
            new StepItem("s-1", item.Id, new WorkCommand("void") { Reason = "twice" }), TestCity.Manager)).OrThrow();
        city.Time.Advance(FollowCode.AfterClose - Duration.FromSeconds(1));
        Assert.NotNull(await city.Hub.Public.FindAsync(FollowCode.Kind, code));
        city.Time.Advance(Duration.FromSeconds(1));
        Assert.Null(await city.Hub.Public.FindAsync(FollowCode.Kind, code));
    }

    [Fact]
    public async Task Follow_WhatSensorsFoundOrAHouseholdConcerns_HasNoCode()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Detection(TestCity.Start)));
        var lead = await city.Hub.Store.ReadLeadsAsync().FirstAsync();
        var (_, confirmed) = await city.PostAsync($"leads/{lead.Id}/confirm", TestCity.Officer, """{"commandId": "c-1"}""");
        Assert.False(confirmed.TryGetProperty("follow", out _));
        var item = WorkItemId.Parse(confirmed.GetProperty("item").GetProperty("item").GetProperty("id").GetString()!);
        Assert.Null(await city.Hub.Public.FindAsync(FollowCode.Kind, city.Hub.Public.CodeOf(FollowCode.Kind, item.Value)));
    }

    [Fact]
    public async Task CodeOf_OtherKeysOrKinds_IsAnotherCode()
    {
        await using var city = await TestCity.StartAsync(setup: TestCity.NewSetup() with { Modules = [new FundModule()] });
        await using var other = await TestCity.StartAsync(setup: TestCity.NewSetup() with { Keys = new Testing.FixedKeys("other") });
        string[] codes = [city.Hub.Public.CodeOf("follow", 1), city.Hub.Public.CodeOf("fund", 1),
            other.Hub.Public.CodeOf("follow", 1), city.Hub.Public.CodeOf("follow", 2)];
        Assert.Equal(4, codes.Distinct().Count());
        Assert.Throws<ArgumentException>(() => city.Hub.Public.CodeOf("none", 1));
    }

    [Fact]
    public async Task Module_ThatDeclaresACode_IsReadThroughTheSameDoor()
    {
        await using var city = await HttpCity.StartAsync(configure: hub => hub.AddModule(new FundModule()));
        var (status, json) = await city.SendAsync(HttpMethod.Get, $"public/fund/{city.Hub.Public.CodeOf("fund", 42)}", null);
        Assert.Equal((HttpStatusCode.OK, 4200), (status, json.GetProperty("fen").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.SendAsync(HttpMethod.Get, $"public/fund/{city.Hub.Public.CodeOf("fund", 43)}", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.SendAsync(HttpMethod.Get, $"public/follow/{city.Hub.Public.CodeOf("fund", 42)}", null)).Status);
    }

    [Fact]
    public void Module_WithACodeOfABadOrTakenName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new CityHub(
            TestCity.NewSetup() with { Modules = [new FundModule("Fund")] }, new Storage.InMemoryCityStore(), TimeProvider.System));
        Assert.Throws<ArgumentException>(() => new CityHub(
            TestCity.NewSetup() with { Modules = [new FundModule("follow")] }, new Storage.InMemoryCityStore(), TimeProvider.System));
    }

    /// <summary>A shared fund whose balance anybody with its code may read.</summary>
    private sealed class FundModule(string code = "fund") : ICityModule, IPublicCode
    {
        public string Name => "fund";

        string IPublicCode.Name => code;

        public void Declare(ModuleDeclaration declaration) => declaration.PublicCode(this);

        public ValueTask<Action<Utf8JsonWriter>?> FindAsync(UInt128 id, PublicFacts facts, CancellationToken cancellationToken) =>
            ValueTask.FromResult<Action<Utf8JsonWriter>?>(id == 42 ? writer => writer.WriteNumber("fen", 4200) : null);
    }
}
