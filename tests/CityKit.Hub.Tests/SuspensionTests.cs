using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class SuspensionTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private static readonly byte[] Rules = Encoding.UTF8.GetBytes("""
        {"version": 2, "rules": [
          {"id": "leak", "where": "hub", "sensors": {"quantity": "water"}, "purpose": "elder-care",
           "when": {"kind": "threshold", "above": "10 L"},
           "then": {"severity": "warning", "title": {"zh": "渗水", "en": "Leak"}, "notify": ["duty-desk"],
             "lead": {"profile": "property-order", "class": "GB/T 47678.5-2026:matter:10999"}}},
          {"id": "flood", "where": "hub", "sensors": {"quantity": "water"}, "duty": "Invented Act 1",
           "when": {"kind": "threshold", "above": "500 L"},
           "then": {"severity": "critical", "title": {"zh": "跑水", "en": "Flood"}}}
        ]}
        """);

    [Fact]
    public async Task Suspend_ARule_RaisesNothingAndSaysOnceHowMuch()
    {
        await using var bench = await Bench.StartAsync();
        await bench.SuspendAsync(0, 10);
        await bench.ReadAsync(1, 20, 1, 20, 1);
        Assert.Empty(await bench.AlertsAsync());
        Assert.Equal(2, Assert.Single(await bench.NotesAsync()).Suppressed);
        Assert.Single(await bench.City.FindingsAsync(), f => f.Code == "suspended" && f.Source == "pi-1/water");
        await bench.TickAtAsync(11);
        Assert.Empty(await bench.AlertsAsync());
        Assert.Contains(
            await bench.City.FindingsAsync(),
            f => f is { Code: "suspended", Source: "leak" } && f.Reason.En.Contains('2', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Suspend_WhileTheConditionHoldsAtTheEnd_RaisesItThen()
    {
        await using var bench = await Bench.StartAsync();
        await bench.SuspendAsync(0, 10);
        await bench.ReadAsync(5, 20);
        await bench.TickAtAsync(9);
        Assert.Empty(await bench.AlertsAsync());
        await bench.TickAtAsync(10);
        var alert = Assert.Single(await bench.AlertsAsync());
        Assert.Equal((bench.At(5), bench.At(10)), (alert.RaisedAt, alert.ReceivedAt));
        Assert.Single(await bench.City.LeadsAsync());
        Assert.Single(await bench.City.NotificationsAsync(), n => n.Audience == "duty-desk");
        await bench.ReadAsync(11, 1);
        Assert.Equal(bench.At(11), Assert.Single(await bench.AlertsAsync()).ClearedAt);
    }

    [Fact]
    public async Task Suspend_ARule_LeavesOpenAlertsAndOtherRules()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ReadAsync(1, 20);
        await bench.SuspendAsync(2, 20);
        await bench.ReadAsync(3, 600, 1);
        Assert.Equal(["flood", "leak"], (await bench.AlertsAsync()).Select(a => a.Rule).Order());
    }

    [Theory]
    [InlineData("pi-2", null, 1)]
    [InlineData("pi-1/w", null, 0)]
    [InlineData(null, "c", 0)]
    [InlineData(null, "d", 1)]
    public async Task Suspend_APart_CoversOnlyThat(string? source, string? area, int alerts)
    {
        await using var bench = await Bench.StartAsync();
        await bench.SuspendAsync(0, 10, command => command with { Source = source, Area = area });
        await bench.ReadAsync(1, 20);
        Assert.Equal(alerts, (await bench.AlertsAsync()).Count);
    }

    [Fact]
    public async Task EndSuspension_BeforeItsTime_RaisesWhatHoldsWithTheNextTick()
    {
        await using var bench = await Bench.StartAsync();
        await bench.SuspendAsync(0, 60);
        await bench.ReadAsync(1, 20);
        await bench.DoAsync(new EndSuspension("e-1", Assert.Single(await bench.NotesAsync()).Id), TestCity.Admin);
        await bench.City.Hub.TickAsync();
        Assert.Single(await bench.AlertsAsync());
        Assert.Equal(
            "not-found",
            await bench.RefusalAsync(new EndSuspension("e-2", Assert.Single(await bench.NotesAsync()).Id), TestCity.Admin));
    }

    [Fact]
    public async Task Suspend_OfTwo_TheLaterHoldsOn()
    {
        await using var bench = await Bench.StartAsync();
        await bench.SuspendAsync(0, 5);
        await bench.ReadAsync(1, 20);
        await bench.SuspendAsync(2, 20, command => command with { CommandId = "s-2" });
        await bench.TickAtAsync(6);
        Assert.Empty(await bench.AlertsAsync());
        await bench.TickAtAsync(20);
        Assert.Single(await bench.AlertsAsync());
    }

    [Theory]
    [InlineData("leek", 0, 10, "not-found")]
    [InlineData("leak", 10, 10, "bad-until")]
    [InlineData("leak", -20, -10, "bad-until")]
    [InlineData("leak", 0, 60 * 24 * 91, "bad-until")]
    public async Task Suspend_WhatCannotBe_IsRefused(string rule, int from, int until, string code)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal(
            code,
            await bench.RefusalAsync(new SuspendRule("s-1", rule, bench.At(from), bench.At(until), "works"), TestCity.Admin));
    }

    [Fact]
    public async Task NoteAway_OfAHousehold_SuspendsRulesOfItsConsentButNoDuty()
    {
        await using var bench = await Bench.StartAsync(household: true);
        var carer = Actor.Of("carer-1", "").With(Grant.Parse("CareWorker@compound/c"));
        var away = new NoteAway("a-1", "h-2", "elder-care", bench.At(0), bench.At(30));
        Assert.Equal("not-found", await bench.RefusalAsync(away with { Household = "h-9" }, carer));
        Assert.Equal("wrong-role", await bench.RefusalAsync(away, TestCity.Manager));
        await bench.DoAsync(away, carer);
        await bench.ReadAsync(1, 600, 1);
        Assert.Equal(["flood"], (await bench.AlertsAsync()).Select(a => a.Rule));
        Assert.DoesNotContain("h-2", Assert.Single(await bench.NotesAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoteAway_ByTheHouseholdsOwnContact_IsTaken()
    {
        await using var bench = await Bench.StartAsync(household: true);
        var away = new NoteAway("a-1", "h-2", "elder-care", bench.At(0), bench.At(30));
        var contact = Actor.Of("daughter-1", "").With(Grant.Parse("Resident@household/h-2"));
        Assert.Equal("not-found", await bench.RefusalAsync(away, Actor.Of("neighbour-1", "").With(Grant.Parse("Resident@household/h-1"))));
        await bench.DoAsync(away, contact);
        Assert.Equal(TestCity.Keys.Person("daughter-1").ToString(), Assert.Single(await bench.NotesAsync()).By);
    }

    [Fact]
    public async Task Suspend_AcrossARestart_HoldsOn()
    {
        using var file = new TempFile();
        await using (var before = await Bench.StartAsync(new Sqlite.SqliteCityStore(file.Path)))
        {
            await before.SuspendAsync(0, 10);
            await before.ReadAsync(5, 20);
        }
        await using var city = await TestCity.StartAsync(new Sqlite.SqliteCityStore(file.Path), TestCity.NewSetup(Rules),
            FakeTime.At(TestCity.Start + Duration.FromMinutes(10)));
        await city.Hub.TickAsync();
        Assert.Equal("leak", Assert.Single(await city.AlertsAsync()).Rule);
    }

    private sealed class Bench(TestCity city, VirtualDevice device) : IAsyncDisposable
    {
        internal TestCity City => city;

        internal static async Task<Bench> StartAsync(ICityStore? store = null, bool household = false)
        {
            var (city, device) = await TestCity.WithDeviceAsync(store, TestCity.NewSetup(Rules));
            const string entry = """
                {"version": 1, "sensors": [{"device": "pi-1", "sensor": "water", "quantity": "water", "unit": "L",
                 "compound": "c", "household": "h-2",
                 "consent": {"purpose": "elder-care", "givenBy": "h-2-head",
                   "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"},
                 "validFrom": "2026-01-01T00:00:00Z"}]}
                """;
            if (household) (await city.Hub.ExecuteAsync(new PutSensors("put-1", entry), TestCity.Admin)).OrThrow();
            return new Bench(city, device);
        }

        internal Instant At(int minute) => TestCity.Start + (minute * Minute);

        internal async Task SuspendAsync(int from, int until, Func<SuspendRule, SuspendRule>? with = null)
        {
            var command = new SuspendRule("s-1", "leak", At(from), At(until), "pipe works");
            await DoAsync(with is null ? command : with(command), TestCity.Admin);
        }

        internal async Task DoAsync(HubCommand command, Actor actor) => (await city.Hub.ExecuteAsync(command, actor)).OrThrow();

        internal async Task<string?> RefusalAsync(HubCommand command, Actor actor) =>
            (await city.Hub.ExecuteAsync(command, actor)).Refusal?.Code;

        internal async Task ReadAsync(int minute, params long[] values)
        {
            foreach (var (i, value) in values.Index()) await city.SyncAsync(device, device.Reading(At(minute + i), value, Minute));
        }

        internal async Task TickAtAsync(int minute)
        {
            city.Time.Advance(At(minute) - city.Time.Now);
            await city.Hub.TickAsync();
        }

        internal async Task<List<Alert>> AlertsAsync() => [.. (await city.AlertsAsync()).Where(alert => alert.Rule != Alert.DeviceOffline)];

        internal Task<List<SuspensionNote>> NotesAsync() =>
            city.Hub.Store.ReadAsync(SuspensionDocuments.Kind.Query()).ToListAsync().AsTask();

        public ValueTask DisposeAsync() => city.DisposeAsync();
    }
}
