using System.Text;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What a utility delivers late, wrong, or twice.</summary>
public sealed class LateFeedTests
{
    private static readonly Instant Midnight = Instant.FromUtc(2026, 3, 1, 16, 0); // 00:00 in Qingdao
    private static readonly DeviceId Feed = DeviceId.Parse("gas-co");

    private static readonly byte[] Rules = Encoding.UTF8.GetBytes("""
        {"version": 1, "rules": [
          {"id": "night", "where": "hub", "sensors": {"quantity": "gas"}, "purpose": "elder-care", "when": {"kind": "window", "over": "PT1H", "above": "2 m3", "between": {"from": "01:00", "to": "05:00"}},
           "then": {"severity": "warning", "title": {"zh": "夜间用气", "en": "Gas at night"}, "notify": ["gas-company"]}},
          {"id": "burst", "where": "hub", "sensors": {"quantity": "gas"}, "purpose": "elder-care", "when": {"kind": "window", "over": "PT1H", "above": "2 m3"},
           "then": {"severity": "warning", "title": {"zh": "用气过多", "en": "Much gas"}}},
          {"id": "no-gas", "where": "hub", "sensors": {"quantity": "gas"}, "purpose": "elder-care", "when": {"kind": "window", "over": "PT24H", "below": "0.01 m3"},
           "then": {"severity": "warning", "title": {"zh": "用气过低", "en": "Hardly any gas"}, "lead": {"profile": "care-visit", "class": "GB/T 47678.5-2026:matter:10993"}}}
        ]}
        """);

    [Theory] // BottlecapDave/HomeAssistant-OctopusEnergy#810: hourly readings are published a day or two late
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(56)]
    public async Task Accept_DayOfReadingsLate_GivesTheAlertsOfReadingsInTime(int hoursAfter)
    {
        await using var city = await CityAsync();
        decimal shown = 100;
        for (var day = 0; day < 4; day++) await city.DeliverAsync(day, hoursAfter, hour => shown += hour == 3 ? 3m : 0.1m);
        var alerts = (await city.City.AlertsAsync()).Where(a => a.Rule is "burst" or "night").ToList();
        var nights = Enumerable.Range(0, 4).Select(day => Midnight + Duration.FromHours(24 * day + 3)).ToList();
        foreach (var rule in new[] { "burst", "night" }) Assert.Equal(nights, alerts.Where(a => a.Rule == rule).Select(a => a.RaisedAt));
        Assert.All(alerts, alert => Assert.Equal(alert.RaisedAt + Duration.FromHours(1), alert.ClearedAt));
        Assert.All(alerts, alert => Assert.True(alert.Late));
    }

    [Fact] // the life-safety form of it: an elder's register that stands still, delivered two days late
    public async Task Accept_ElderRegisterStandsStillTwoDaysLate_IsRaisedOnceAtItsOwnTime()
    {
        await using var city = await CityAsync();
        decimal shown = 100;
        for (var day = 0; day < 12; day++) await city.DeliverAsync(day, 56, hour => shown += day < 3 ? 0.05m : 0);
        var alert = Assert.Single(await city.City.AlertsAsync(), a => a.Rule == "no-gas");
        Assert.Equal((Midnight + Duration.FromDays(4), null, true), (alert.RaisedAt, alert.ClearedAt, alert.Late));
    }

    [Theory] // evcc-io/evcc#30267 and #30592
    [InlineData(0)]
    [InlineData(9_556.754)]
    public async Task Accept_OneBadReading_IsDoubtedToldAndCountsNothing(decimal bad)
    {
        await using var city = await CityAsync();
        for (var day = 0; day < 3; day++) await city.DeliverAsync(day, 0, hour => day == 0 && hour == 20 ? bad : 2_556.754m);
        var alert = Assert.Single(await city.City.AlertsAsync());
        Assert.Equal(("no-gas", Midnight + Duration.FromHours(25)), (alert.Rule, alert.RaisedAt)); // 24 h after the first reading
        Assert.Equal(["doubtful", "doubt-refuted"], (await city.City.FindingsAsync()).Select(f => f.Code));
        var told = (await city.City.NotificationsAsync()).Where(n => n.Kind == NotificationKind.Notice && n.Subject == "gas-co/g-1")
            .Select(n => (n.Audience, n.Text.En)).ToList();
        Assert.Equal(2, told.Count(n => n.Audience == "gas-company"));
        Assert.Contains(("DutyOfficer", "Hardly any gas: gas-co/g-1 cannot be decided: the reading is in doubt"), told);
        Assert.Contains(("DutyOfficer", "Hardly any gas: gas-co/g-1 is decided again: the doubt is settled"), told);
    }

    [Fact] // DarwinsBuddy/WienerNetzeSmartmeter#275
    public async Task Accept_ActualForTheTimeOfAnEstimate_ReplacesItAndNoAlertStays()
    {
        await using var city = await CityAsync();
        await city.AcceptAsync("a", [(1, 100.92m, false), (2, 110m, true)]);
        Assert.NotNull((await city.City.AlertsAsync()).Single(a => a.Rule == "burst" && a.ClearedAt is null));
        Assert.Equal((1, 0, 0), Counts(await city.AcceptAsync("b", [(2, 100.96m, false)])));
        await city.AcceptAsync("c", [(3, 101m, false), (4, 101.04m, false)]);
        Assert.DoesNotContain(await city.City.AlertsAsync(), a => a.ClearedAt is null);
        var findings = await city.City.FindingsAsync();
        Assert.Contains(findings, f => f.Code == "corrected" && f.Reason.En.Contains("from 110 m3 to 100.96 m3", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Code == "revised" && f.Reason.En.Contains("burst", StringComparison.Ordinal));
        Assert.Equal((0, 1, 0), Counts(await city.AcceptAsync("d", [(2, 100.96m, false)])));
        Assert.Equal((0, 0, 1), Counts(await city.AcceptAsync("e", [(2, 100.97m, true)]))); // an estimate never replaces it
    }

    [Fact] // laminardb/laminardb#388: one row dated ahead blinds rules for good
    public async Task Accept_RowDatedAhead_MovesNothingAndIsToldToMaintenance()
    {
        await using var city = await CityAsync();
        decimal shown = 100;
        await city.DeliverAsync(0, 0, _ => shown += 0.1m);
        Assert.Equal((0, 0, 1), Counts(await city.AcceptAsync("ahead", [(24 * 365 * 73, 400m, false)])));
        for (var day = 1; day < 3; day++) await city.DeliverAsync(day, 0, hour => shown += hour == 3 ? 3m : 0.1m);
        Assert.Equal(2, (await city.City.AlertsAsync()).Count(a => a.Rule == "burst"));
        Assert.Contains(await city.City.NotificationsAsync(), n => n is { Kind: NotificationKind.Finding, Audience: "Administrator" });
    }

    [Fact]
    public async Task Accept_HundredsOfRegistersCease_MakeOneFindingForEachRule()
    {
        const int Registers = 300;
        await using var city = await CityAsync(Registers);
        for (var day = 0; day < 2; day++) await city.DeliverAsync(day, 8, hour => 100 + day * 24 + hour);
        Assert.Empty(await city.City.FindingsAsync()); // a start is no loss
        await city.AcceptAsync("later", [(24 * 4, 400m, false)]);
        var findings = (await city.City.FindingsAsync()).Where(f => f.Code == "incomplete").ToList();
        Assert.InRange(findings.Count, 1, 6); // for each rule: the register that went on and the others
        Assert.Contains(findings, f => f.Source == "gas-co" && f.Reason.En.Contains("299 sensors", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accept_MeterExchangedInTheRegister_IsAnotherRegisterAndNothingIsInDoubt()
    {
        await using var city = await CityAsync(exchangedAfterHours: 24);
        decimal shown = 2_556;
        await city.DeliverAsync(0, 0, hour => hour == 24 ? shown = 0 : shown += 0.1m);
        await city.DeliverAsync(1, 0, _ => shown += 0.1m);
        Assert.DoesNotContain(await city.City.FindingsAsync(), f => f.Code is "doubtful" or "new-base");
        Assert.Empty(await city.City.AlertsAsync());
    }

    [Fact]
    public async Task Restart_InADoubt_RemembersIt()
    {
        var store = new InMemoryCityStore();
        await using (var city = await CityAsync(store: store)) await city.AcceptAsync("a", [(1, 2_556m, false), (2, 0m, false)]);
        await using var again = await CityAsync(store: store);
        await again.AcceptAsync("b", [(3, 2_556.1m, false)]);
        Assert.Contains(await again.City.FindingsAsync(), f => f.Code == "doubt-refuted");
        Assert.DoesNotContain(await again.City.AlertsAsync(), a => a.Rule == "burst");
    }

    private static (int, int, int) Counts(FeedAnswer answer) => (answer.Accepted, answer.Duplicates, answer.Undecided);

    private static async Task<GasCity> CityAsync(int registers = 1, int? exchangedAfterHours = null, ICityStore? store = null)
    {
        var setup = TestCity.NewSetup(Rules);
        setup = setup with { Configuration = new HubConfiguration(Rules, Sensors(registers, exchangedAfterHours)) };
        return new GasCity(await TestCity.StartAsync(store, setup), registers);
    }

    private static byte[] Sensors(int registers, int? exchangedAfterHours)
    {
        var exchange = exchangedAfterHours is { } hours ? (Midnight + Duration.FromHours(hours)).ToString() : null;
        var entries = Enumerable.Range(1, registers).SelectMany(r => exchange is null
            ? new[] { Entry(r, "\"validFrom\": \"2026-01-01T00:00:00Z\"") }
            : [Entry(r, $"\"validFrom\": \"2026-01-01T00:00:00Z\", \"validTo\": \"{exchange}\""),
                Entry(r, $"\"validFrom\": \"{exchange}\"")]);
        return Encoding.UTF8.GetBytes($"{{\"version\": 1, \"sensors\": [{string.Join(',', entries)}]}}");
    }

    private static string Entry(int register, string period) =>
        $"{{\"device\": \"gas-co\", \"sensor\": \"g-{register}\", \"quantity\": \"gas\", \"unit\": \"m3\", \"perUnit\": 1000, \"household\": \"h-{register}\", "
        + $"\"consent\": {{\"purpose\": \"elder-care\", \"givenBy\": \"head\", \"from\": \"2026-01-01T00:00:00Z\", \"until\": \"2027-01-01T00:00:00Z\"}}, \"compound\": \"c\", {period}}}";

    /// <summary>A city with a gas company; its clock is moved to each delivery.</summary>
    private sealed record GasCity(TestCity City, int Registers) : IAsyncDisposable
    {
        /// <summary>The readings of hours 1 to 24 of a day, some hours after its end.</summary>
        internal async Task DeliverAsync(int day, int hoursAfter, Func<int, decimal> shown)
        {
            await MoveToAsync(24 * (day + 1) + hoursAfter);
            var rows = Enumerable.Range(1, 24)
                .SelectMany(hour => { var value = shown(hour); return Enumerable.Range(1, Registers)
                .Select(r => Row(r, 24 * day + hour, value, false)); });
            Assert.Null((await City.Hub.AcceptAsync(new FeedBatch(Feed, $"day-{day}", [.. rows]))).Refusal);
        }

        /// <summary>Rows of the first register.</summary>
        internal async Task<FeedAnswer> AcceptAsync(string id, (int Hour, decimal Shown, bool IsEstimate)[] rows)
        {
            if (rows.Max(r => r.Hour) < 24 * 365) await MoveToAsync(rows.Max(r => r.Hour));
            return await City.Hub.AcceptAsync(new FeedBatch(Feed, id, [.. rows.Select(r => Row(1, r.Hour, r.Shown, r.IsEstimate))]));
        }

        public ValueTask DisposeAsync() => City.DisposeAsync();

        private Task MoveToAsync(int hour)
        {
            var to = Midnight + Duration.FromHours(hour);
            if (to > City.Time.Now) City.Time.Advance(to - City.Time.Now);
            return Task.CompletedTask;
        }

        private RegisterReading Row(int register, int hour, decimal shown, bool isEstimate) =>
            new(SensorName.Parse($"g-{register}"), new Amount(shown, "m3"), Midnight + Duration.FromHours(hour), City.Time.Now)
                { IsEstimate = isEstimate };
    }
}
