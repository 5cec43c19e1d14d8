using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Hosting;
using CityKit.Modules;
using CityKit.Testing;
using CityKit.Testing.Devices;
using CityKit.Testing.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MyCity.Notices;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

public sealed class LampTests
{
    private static readonly byte[] Rules = """
        {"version": 1, "rules": [
          {"id": "lamp-dark", "where": "hub", "sensors": {"quantity": "lamp"},
           "when": {"kind": "contact", "is": "active", "hold": "PT30M"},
           "then": {"severity": "info", "title": {"zh": "路灯不亮", "en": "Lamp dark"},
                    "lead": {"profile": "city-management", "class": "GB/T 47678.5-2026:component:01002", "automatic": true}}}]}
        """u8.ToArray();

    private static readonly byte[] Sensors = """
        {"version": 1, "sensors": [
          {"device": "pi-1", "sensor": "lamp-1", "quantity": "lamp", "validFrom": "2026-01-01T00:00:00Z",
           "place": {"longitude": 120.415, "latitude": 36.065}}]}
        """u8.ToArray();

    private static readonly GridMap Grids = new([SquareGrid.Of("370202999001001", west: 120.41, south: 36.06)]);

    [Fact]
    public async Task Lamp_DarkForHalfAnHour_IsOneCaseInItsGrid()
    {
        await using var city = await CityScenario.StartAsync(city => city.UseRules(Rules).UseSensors(Sensors).UseGrids(Grids));
        var lamp = city.Device("pi-1").Sensor("lamp-1");
        await lamp.ActivateAsync();
        await city.PassAsync(Duration.FromMinutes(31));
        await city.ExpectOneAlertAsync("lamp-dark", lamp);
        await city.ExpectOneLeadAsync("lamp-dark", lamp);
        await city.ExpectOneItemAsync("lamp-dark", grid: "370202999001001");
    }
}

internal static class ScenarioTesting
{
    /// <summary>What the package's README shows.</summary>
    internal static async Task DarkLampAsync(byte[] rules, byte[] sensors, GridMap grids)
    {
        // Given sensors, rules and grids,
        await using var city = await CityScenario.StartAsync(city => city.UseSensors(sensors).UseRules(rules).UseGrids(grids));
        var lamp = city.Device("pi-1").Sensor("lamp-1");
        // when a lamp is dark for 31 minutes,
        await lamp.ActivateAsync();
        await city.PassAsync(Duration.FromMinutes(31));
        // then there is one alert, and one case in the lamp's grid.
        await city.ExpectOneAlertAsync("lamp-dark", lamp);
        await city.ExpectOneItemAsync("lamp-dark", grid: "370202999001001");
    }

    internal static async Task RunAsync(
        byte[] rules, byte[] sensors, ProfileCatalogue profiles, string path, HubCommand command, Actor manager)
    {
        await using var city = await CityScenario.StartAsync(city => city
            .UseRules(rules).UseSensors(sensors).UseProfiles(profiles)
            .AddModule(new NoticesModule())
            .UseSqlite(path));
        (await city.Hub.ExecuteAsync(command, manager)).OrThrow();
        await city.PassAsync(Duration.FromDays(1)); // timers of modules and clocks of work items go on
        await city.RestartAsync();
    }

    internal static async Task<Intake.BatchAnswer> SendAsync(CityHub hub, HttpClient http, FakeTimeProvider time, Actor administrator)
    {
        var device = new VirtualDevice("pi-1", bootedAt: time.Now) { AnswerKey = hub.AnswerKey };
        (await hub.ExecuteAsync(new AdmitDevice("admit-1", device.Id, device.Key.Public), administrator)).OrThrow();
        await device.SendAsync(hub, device.Contact("smoke-1", time.Now));
        await device.SendAsync(http, new Uri("citykit/v1/batches", UriKind.Relative), device.Heartbeat(time.Now));
        byte[] gap = device.Sign(device.Header(Lane.Alarm, first: 100, before: default), VirtualDevice.Encode(device.Detection("fall", time.Now), 100));
        var answer = await hub.AcceptAsync(gap); // BatchStatus.Gap, with the cursor
        return answer;
    }
}
