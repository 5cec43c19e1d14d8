using System.Text;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Escalations;
using CityKit.Hub.Tests.Support;
using CityKit.Notifications;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class EscalationTests
{
    private const string File = """
        {"schema": 1, "plans": [
          {"name": "fire", "of": "alerts", "rules": ["smoke"], "severity": "critical", "levels": [
             {"audience": "DutyOfficer", "wait": "PT2M"}, {"audience": "DutyLeader", "wait": "PT5M"}]},
          {"name": "burst", "of": "alerts", "rules": ["burst"], "stopsWhenCleared": true, "levels": [{"audience": "DutyOfficer", "wait": "PT2M"}]},
          {"name": "leads", "of": "leads", "levels": [{"audience": "DutyOfficer", "wait": "PT10M"}, {"audience": "Oversight", "wait": "PT1H"}]},
          {"name": "shifts", "of": "handovers", "levels": [{"audience": "DutyOfficer", "wait": "PT15M"}, {"audience": "Oversight", "wait": "PT30M"}]}]}
        """;

    private static readonly string[] Known = ["DutyOfficer", "DutyLeader", "Oversight"];

    [Fact]
    public async Task Alert_ThatNobodyAcknowledges_GoesUpLevelByLevelAndThenAgain()
    {
        await using var city = await SmokeAsync(new InMemoryCityStore());
        await PassAsync(city, 2, 5, 5);
        Assert.Equal([("DutyOfficer", 0), ("DutyLeader", 2), ("DutyLeader", 7), ("DutyLeader", 12)], await StepsAsync(city));
    }

    [Fact]
    public async Task Alert_AcrossARestart_GoesUpOnceForEachLevel()
    {
        using var file = new TempFile();
        await using (var before = await SmokeAsync(new Sqlite.SqliteCityStore(file.Path))) await PassAsync(before, 1);
        await using var city = await TestCity.StartAsync(new Sqlite.SqliteCityStore(file.Path), Setup(),
            FakeTime.At(TestCity.Start + Duration.FromMinutes(2)));
        await city.Hub.TickAsync();
        Assert.Equal([("DutyOfficer", 0), ("DutyLeader", 2)], await StepsAsync(city));
    }

    [Fact]
    public async Task Acknowledge_ByOneWhoIsNotified_EndsItOnceAndSaysSo()
    {
        await using var city = await SmokeAsync(new InMemoryCityStore());
        var alert = Assert.Single(await city.AlertsAsync()).Id.ToString();
        city.Time.Advance(Duration.FromMinutes(1));
        var command = new Acknowledge("a-1", alert);
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(command, TestCity.Manager)).Refusal?.Code);
        (await city.Hub.ExecuteAsync(command, TestCity.Officer)).OrThrow();
        (await city.Hub.ExecuteAsync(new Acknowledge("a-2", alert), TestCity.Officer)).OrThrow();
        await PassAsync(city, 2, 5);
        Assert.Equal([("DutyOfficer", 0)], await StepsAsync(city));
        Assert.Single(await city.NotificationsAsync(), n => n.Kind == NotificationKind.Acknowledged && n.Subject == alert);
        var escalation = await city.Hub.Store.FindAsync(Escalation.Kind, alert);
        Assert.Equal((Duration.FromMinutes(1), "officer-1"),
            (escalation!.AcknowledgedAt - escalation.StartedAt, escalation.AcknowledgedBy));
    }

    [Fact]
    public async Task Acknowledge_WhatIsNotEscalated_IsRefusedAsNotFound()
    {
        await using var city = await SmokeAsync(new InMemoryCityStore());
        Assert.Equal("not-found", (await city.Hub.ExecuteAsync(new Acknowledge("a-1", "nothing"), TestCity.Officer)).Refusal?.Code);
    }

    [Fact]
    public async Task Lead_ThatIsDecided_IsAcknowledgedByWhoDecided()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new InMemoryCityStore(), Setup());
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        var lead = Assert.Single(await city.LeadsAsync()).Id;
        await PassAsync(city, 10);
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead), TestCity.Officer)).OrThrow();
        await PassAsync(city, 60);
        Assert.Equal(["DutyOfficer", "Oversight"], (await StepsAsync(city)).Select(step => step.Audience));
        Assert.Equal("officer-1", (await city.Hub.Store.FindAsync(Escalation.Kind, lead.ToString()))!.AcknowledgedBy);
    }

    [Fact]
    public async Task Lead_ThatIsTaken_IsEscalatedNoFurther()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new InMemoryCityStore(), Setup());
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        var lead = Assert.Single(await city.LeadsAsync());
        (await city.Hub.ExecuteAsync(new TakeLead("t-1", lead.Id), TestCity.Officer)).OrThrow();
        await PassAsync(city, 10, 60);
        Assert.Equal(["DutyOfficer"], (await StepsAsync(city)).Select(step => step.Audience));
        Assert.Equal("officer-1", (await city.Hub.Store.FindAsync(Escalation.Kind, lead.Id.ToString()))!.AcknowledgedBy);
    }

    [Fact]
    public async Task HandOver_ThatNobodyAccepts_GoesUpUntilSomebodyDoes()
    {
        await using var city = await TestCity.StartAsync(setup: Setup());
        var given = (await city.Hub.ExecuteAsync(new HandOverShift("h-1", null), TestCity.Officer)).OrThrow().HandOver!;
        await PassAsync(city, 15);
        (await city.Hub.ExecuteAsync(
            new AcceptHandOver("a-1", given.Id), Actor.Of("officer-2", "", Role.DutyOfficer))).OrThrow();
        await PassAsync(city, 30);
        // the notice itself, then the plan
        Assert.Equal([("DutyOfficer", 0), ("DutyOfficer", 0), ("Oversight", 15)], await StepsAsync(city));
        Assert.Equal("officer-2", (await city.Hub.Store.FindAsync(Escalation.Kind, given.Id))!.AcknowledgedBy);
    }

    [Theory]
    [InlineData("\"DutyLeader\"", "\"DutyLeder\"", "plans[0].levels[1].audience")]
    [InlineData("PT5M", "PT5S", "plans[0].levels[1].wait")]
    [InlineData("\"leads\", \"levels\"", "\"items\", \"levels\"", "plans[2].of")]
    [InlineData("\"handovers\", \"levels\"", "\"handovers\", \"rules\": [\"smoke\"], \"levels\"", "plans[3].rules")]
    public void Read_AFileWithAMistake_NamesItsPlace(string right, string wrong, string path)
    {
        Assert.Null(EscalationPlans.Read(
            Encoding.UTF8.GetBytes(File.Replace(right, wrong, StringComparison.Ordinal)), Known, out var errors));
        Assert.Equal([path], errors.Select(error => error.Path));
    }

    private static Setup.HubSetup Setup() => TestCity.NewSetup() with
    {
        Modules = [new EscalationsModule(EscalationPlans.Read(Encoding.UTF8.GetBytes(File), Known, out _)!)],
    };

    private static async Task<TestCity> SmokeAsync(ICityStore store)
    {
        var (city, device) = await TestCity.WithDeviceAsync(store, Setup());
        await city.SyncAsync(device, device.Contact("smoke", TestCity.Start));
        return city;
    }

    private static async Task PassAsync(TestCity city, params int[] minutes)
    {
        foreach (var step in minutes)
        {
            city.Time.Advance(Duration.FromMinutes(step));
            await city.Hub.TickAsync();
        }
    }

    private static async Task<IEnumerable<(string Audience, int Minute)>> StepsAsync(TestCity city) =>
        (await city.NotificationsAsync()).Where(n => n.Kind == NotificationKind.Notice && Known.Contains(n.Audience))
            .Select(n => (n.Audience, (int)(n.At - TestCity.Start).TotalMinutes)).ToArray();
}
