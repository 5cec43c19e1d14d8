using System.Net;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Hub.Tests.Support;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What those who run a city ask the hub: devices with clocks, rules, what is in force, entries, the read log.</summary>
public sealed class OperationsQueryTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Devices_AfterABatch_HaveClockAndCursors()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        var before = (await city.GetAsync("devices/pi-1", TestCity.Officer)).Json.GetProperty("clock");
        Assert.Equal("unknown", before.GetProperty("quality").GetString());
        await city.BatchAsync(device.Next(
            device.Contact("smoke", At - Duration.FromMinutes(2)), device.Detection(At - Duration.FromMinutes(1))));
        var json = (await city.GetAsync("devices/pi-1", TestCity.Officer)).Json;
        var (clock, outbox) = (json.GetProperty("clock"), json.GetProperty("outbox"));
        Assert.Equal(("synchronized", "2026-03-01T23:58:00Z", "2026-03-01T23:59:00Z"),
            (clock.GetProperty("quality").GetString(), clock.GetProperty("oldest").GetString(), clock.GetProperty("newest").GetString()));
        Assert.Equal((true, 2, 0, 0), (outbox.GetProperty("isKnown").GetBoolean(), outbox.GetProperty("alarm").GetInt64(),
            outbox.GetProperty("reading").GetInt64(), outbox.GetProperty("retired").GetInt32()));
    }

    [Fact]
    public async Task Rules_InForce_AreListedWithTheirWords()
    {
        await using var city = await HttpCity.StartAsync();
        var rules = (await city.GetAsync("rules?limit=2", TestCity.Officer)).Json;
        Assert.Equal(2, rules.GetProperty("rules").GetArrayLength());
        Assert.NotNull(rules.GetProperty("next").GetString());
        var smoke = (await city.GetAsync("rules/smoke", TestCity.Officer)).Json;
        Assert.Equal(("smoke", "Critical"), (smoke.GetProperty("id").GetString(), smoke.GetProperty("severity").GetString()));
        Assert.NotEmpty(smoke.GetProperty("words").GetString()!);
        Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync("rules/no-such", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync("rules", TestCity.Resident)).Status);
    }

    [Fact]
    public async Task Configuration_InForce_NamesPolicyYearsProfilesAndGrids()
    {
        await using var city = await HttpCity.StartAsync();
        var json = (await city.GetAsync("configuration", TestCity.Officer)).Json;
        Assert.Contains("property-order", json.GetProperty("profiles").EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        Assert.Contains(2026, json.GetProperty("years").EnumerateArray().Select(year => year.GetInt32()));
        Assert.True(json.GetProperty("grids").GetProperty("count").GetInt32() > 0);
        var since = json.GetProperty("since").GetInt64();
        Assert.Equal("configuration", (await city.GetAsync($"journal/{since}", TestCity.Officer)).Json.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Sensors_OfADevice_AreThoseThatCountNow()
    {
        await using var city = await HttpCity.StartAsync();
        var sensors = (await city.GetAsync("sensors?device=pi-1", TestCity.Officer)).Json.GetProperty("sensors").EnumerateArray();
        Assert.Contains("smoke", sensors.Select(sensor => sensor.GetProperty("sensor").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await city.GetAsync("sensors", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.GetAsync("sensors?device=%3Cscript%3E", TestCity.Officer)).Status);
    }

    [Fact]
    public async Task JournalEntry_OfABatchAndACommand_SaysWhatItHoldsAndThatItsSealFits()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Contact("smoke", At)));
        var entries = (await city.GetAsync("journal", TestCity.Officer)).Json.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Contains("pi-1", entries.Select(entry => entry.TryGetProperty("about", out var about) ? about.GetString() : null));
        var command = await EntryAsync(city, entries, "command");
        Assert.Equal(("admit", "admin-1"), (command.GetProperty("command").GetProperty("type").GetString(),
            command.GetProperty("command").GetProperty("actor").GetProperty("id").GetString()));
        var batch = await EntryAsync(city, entries, "batch");
        Assert.Equal(("pi-1", "smoke"), (batch.GetProperty("batch").GetProperty("device").GetString(),
            batch.GetProperty("batch").GetProperty("events")[0].GetProperty("sensor").GetString()));
        Assert.False(batch.GetProperty("batch").GetProperty("events")[0].TryGetProperty("value", out _));
        Assert.Contains("AlertRaised", batch.GetProperty("told").EnumerateArray().Select(told => told.GetProperty("kind").GetString()));
        Assert.True(batch.GetProperty("seal").GetProperty("fits").GetBoolean());
        Assert.Equal(64, batch.GetProperty("sha256").GetString()!.Length);
        foreach (var none in new[] { "0", "-5", "999999", "9223372036854775807" })
            Assert.Equal(HttpStatusCode.NotFound, (await city.GetAsync($"journal/{none}", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await city.GetAsync("journal/tea", TestCity.Officer)).Status);
    }

    [Fact]
    public async Task JournalState_OfAFile_HasItsSize()
    {
        using var file = new TempFile();
        await using var city = await TestCity.StartAsync(new CityKit.Sqlite.SqliteCityStore(file.Path));
        var answer = await city.Hub.QueryAsync("journal/state", new Dictionary<string, string>(), TestCity.Officer);
        var bytes = JsonDocument.Parse(Assert.Single(answer.Rows)).RootElement.GetProperty("storeBytes").GetInt64();
        Assert.True(bytes >= new FileInfo(file.Path).Length, $"{bytes}");
    }

    [Fact]
    public async Task JournalState_AfterEntries_HasItsHead()
    {
        await using var city = await HttpCity.StartAsync();
        await city.AdmitAsync("pi-1");
        var state = (await city.GetAsync("journal/state", TestCity.Officer)).Json;
        var entries = state.GetProperty("entries").GetInt64();
        Assert.StartsWith($"{entries}:", state.GetProperty("head").GetString(), StringComparison.Ordinal);
        Assert.Equal((entries, false), (state.GetProperty("lastHour").GetInt64(), state.GetProperty("isPruned").GetBoolean()));
        var from = (await city.GetAsync($"journal?number={entries}", TestCity.Officer)).Json.GetProperty("entries");
        Assert.Equal(entries, Assert.Single(from.EnumerateArray()).GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task Reads_OfAReport_AreForThoseWhoOverseeAndTheirOwn()
    {
        await using var city = await HttpCity.StartAsync();
        var (_, filed) = await city.PostAsync("reports", TestCity.Resident,
            """
            {"id": "r-1", "longitude": 120.415, "latitude": 36.065, "class": "GB/T 47678.5-2026:matter:06010", "text": "lamp", "contact": "1"}
            """);
        var item = filed.GetProperty("item").GetProperty("item").GetProperty("id").GetString();
        await city.PostAsync($"items/{item}/records", TestCity.Officer, """{"purpose": "call-back", "commandId": "o-1"}""");
        var read = Assert.Single(await ReadsAsync(city, "reads", TestCity.Admin));
        Assert.Equal(("officer-1", "call-back", item),
            (read.GetProperty("by").GetString(), read.GetProperty("purpose").GetString(), read.GetProperty("item").GetString()));
        Assert.Single(await ReadsAsync(city, $"reads?of={TestCity.Resident.Id}&by=officer-1&item={item}", TestCity.Admin));
        Assert.Empty(await ReadsAsync(city, "reads?of=nobody-known", TestCity.Admin));
        Assert.Empty(await ReadsAsync(city, "reads?until=2026-03-01T00:00:00Z", TestCity.Admin));
        Assert.Single(await ReadsAsync(city, "reads/own", TestCity.Officer));
        Assert.Single(await ReadsAsync(city, "reads/own?side=of", TestCity.Resident));
        Assert.Empty(await ReadsAsync(city, "reads/own", TestCity.Resident));
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync("reads", TestCity.Officer)).Status);
    }

    /// <summary>A long text is cut between characters, also where one is two units of UTF-16.</summary>
    [Fact]
    public async Task JournalEntry_WithALongText_CutsNoCharacterInTwo()
    {
        await using var city = await HttpCity.StartAsync();
        var file = "{\"schema\": 1, \"label\": \"".PadLeft(399) + "\ud842\udfb7\"}";
        (await city.Hub.ExecuteAsync(new Commands.PutPolicy("p-1", file), TestCity.Admin)).OrThrow();
        var entries = (await city.GetAsync("journal?key=admin-1/", TestCity.Officer)).Json.GetProperty("entries").EnumerateArray()
            .ToArray();
        var cut = (await EntryAsync(city, entries, "command")).GetProperty("command").GetProperty("file").GetString();
        Assert.Equal(file[..399] + "…", cut);
    }

    [Fact]
    public async Task Findings_ByTimeSourceAndEntry_AreFound()
    {
        await using var city = await HttpCity.StartAsync();
        var device = await city.AdmitAsync("pi-1");
        await city.BatchAsync(device.Next(device.Contact("no-such-sensor", At)));
        var all = await FindingsAsync(city, "findings");
        Assert.NotEmpty(all);
        Assert.Equal(all.Length, (await FindingsAsync(city, "findings?from=2026-03-02T00:00:00Z&source=pi-1")).Length);
        Assert.Empty(await FindingsAsync(city, "findings?until=2026-03-02T00:00:00Z"));
        Assert.Empty(await FindingsAsync(city, "findings?source=pi-2"));
        Assert.NotEmpty(await FindingsAsync(city, $"findings?journal={all[0].GetProperty("journal").GetInt64()}"));
        Assert.Empty(await FindingsAsync(city, "findings?journal=9223372036854775807"));
    }

    private static async Task<JsonElement> EntryAsync(HttpCity city, JsonElement[] entries, string kind)
    {
        var number = entries.First(entry => entry.GetProperty("kind").GetString() == kind).GetProperty("number").GetInt64();
        return (await city.GetAsync($"journal/{number}", TestCity.Officer)).Json;
    }

    private static async Task<JsonElement[]> ReadsAsync(HttpCity city, string path, Actor actor) =>
        [.. (await city.GetAsync(path, actor)).Json.GetProperty("reads").EnumerateArray()];

    private static async Task<JsonElement[]> FindingsAsync(HttpCity city, string path) =>
        [.. (await city.GetAsync(path, TestCity.Officer)).Json.GetProperty("findings").EnumerateArray()];
}
