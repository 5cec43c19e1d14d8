using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Hosting;
using CityKit.Samples.Parking;
using CityKit.Setup;
using CityKit.Testing.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Testing.Tests.Scenarios;

public sealed class CityScenarioTests
{
    private static readonly Duration Hold = Duration.FromMinutes(30);

    [Theory]
    [InlineData("memory")]
    [InlineData("SQLite")]
    [InlineData("partitions")]
    public async Task Pass_AContactStaysActive_IsOneAlertOneLeadOneItemInItsGrid(string store)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-scenario-");
        await using (var city = await StartAsync(city => _ = store switch
        {
            "SQLite" => city.UseSqlite(Path.Combine(folder.FullName, "city.db")),
            "partitions" => city.UsePartitionsInMemory(4),
            _ => city,
        }))
        {
            var lamp = city.Device("pi-1").Sensor("lamp-1");
            await lamp.ActivateAsync();
            await city.PassAsync(Duration.FromMinutes(29));
            await city.ExpectNoAlertAsync("lamp-dark");
            await city.PassAsync(Duration.FromMinutes(2));
            var alert = await city.ExpectOneAlertAsync("lamp-dark", lamp);
            Assert.Equal(CityScenario.DefaultStart + Hold, alert.RaisedAt);
            Assert.Equal(LeadState.Confirmed, (await city.ExpectOneLeadAsync("lamp-dark", lamp)).State);
            Assert.Equal("city-management", (await city.ExpectOneItemAsync("lamp-dark", ScenarioFiles.East)).Profile);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Pass_ALongTime_NeverTakesADeviceThatWorksForOffline()
    {
        await using var city = await StartAsync();
        await city.Device("pi-1").Sensor("lamp-1").ActivateAsync();
        await city.PassAsync(Duration.FromHours(26));
        await city.ExpectNoAlertAsync(Alert.DeviceOffline);
        await city.ExpectOneAlertAsync("lamp-dark");
    }

    [Fact]
    public async Task Pass_OfflineAfterAMinute_NeverTakesADeviceThatWorksForOffline()
    {
        await using var city = await StartAsync(city => city.Configure(options => options.OfflineAfter = Duration.FromMinutes(1)));
        await city.Device("pi-1").Sensor("lamp-1").ActivateAsync();
        await city.PassAsync(Duration.FromMinutes(40));
        await city.ExpectNoAlertAsync(Alert.DeviceOffline);
    }

    [Fact]
    public async Task ExpectOneAlert_OnlyTheDeviceWentOffline_IsNotTakenForIt()
    {
        await using var city = await StartAsync();
        var lamp = city.Device("pi-1").Sensor("lamp-1");
        await lamp.ActivateAsync();
        lamp.Device.PowerOff();
        await city.PassAsync(Duration.FromHours(1));
        await city.ExpectOneAlertAsync(Alert.DeviceOffline);
        await city.ExpectNoAlertAsync("lamp-dark");
        var failed = await Assert.ThrowsAsync<ScenarioException>(() => city.ExpectOneAlertAsync("lamp-dark", lamp));
        Assert.StartsWith("Expected one alert of the rule 'lamp-dark' from pi-1/lamp-1; found none.", failed.Message,
            StringComparison.Ordinal);
        Assert.Contains("Nearest reason: pi-1 has no power since", failed.Message, StringComparison.Ordinal);
        Assert.Contains("alert device-offline of pi-1", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnect_WhileAContactIsActive_RaisesAtItsOwnTimeWhenConnected()
    {
        await using var city = await StartAsync();
        var lamp = city.Device("pi-1").Sensor("lamp-1");
        await lamp.ActivateAsync();
        lamp.Device.Disconnect();
        await city.PassAsync(Duration.FromHours(2));
        await city.ExpectNoAlertAsync("lamp-dark");
        await lamp.Device.ConnectAsync();
        var alert = await city.ExpectOneAlertAsync("lamp-dark", lamp);
        Assert.Equal((CityScenario.DefaultStart + Hold, true), (alert.RaisedAt, alert.Late));
    }

    [Fact]
    public async Task Restart_WithinAHold_KeepsIt()
    {
        await using var city = await StartAsync();
        var lamp = city.Device("pi-1").Sensor("lamp-1");
        await lamp.ActivateAsync();
        await city.PassAsync(Duration.FromMinutes(15));
        await city.RestartAsync();
        await city.PassAsync(Duration.FromMinutes(16));
        Assert.Equal(CityScenario.DefaultStart + Hold, (await city.ExpectOneAlertAsync("lamp-dark")).RaisedAt);
    }

    [Fact]
    public async Task Boot_AfterAPowerCut_ReportsBlindTimeAndGoesOn()
    {
        await using var city = await StartAsync();
        var smoke = city.Device("pi-1").Sensor("smoke-1");
        await smoke.DeactivateAsync();
        smoke.Device.PowerOff();
        await city.PassAsync(Duration.FromMinutes(3));
        await Assert.ThrowsAsync<InvalidOperationException>(smoke.ActivateAsync);
        await smoke.Device.BootAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(smoke.Device.BootAsync);
        await smoke.ActivateAsync();
        Assert.Equal(city.Now, (await city.ExpectOneAlertAsync("smoke", smoke)).RaisedAt);
        var findings = await city.Hub.Store.ReadFindingsAsync().ToListAsync();
        Assert.Equal(Duration.FromMinutes(3), Assert.Single(findings, f => f.Code == "blind") is { From: { } from, To: { } to } ? to - from
            : default);
    }

    [Fact]
    public async Task Read_MoreThanTheLimit_RaisesForThatSensorAlone()
    {
        await using var city = await StartAsync();
        var water = city.Device("pi-2").Sensor("water-1");
        await city.Device("pi-1").Sensor("lamp-1").DeactivateAsync();
        for (var minute = 0; minute < 40; minute++)
        {
            await city.PassAsync(Duration.FromMinutes(1));
            await water.ReadAsync(14, Duration.FromMinutes(1));
        }
        await city.ExpectOneAlertAsync("burst", water);
        await city.ExpectNoAlertAsync("burst", city.Device("pi-1").Sensor("lamp-1"));
    }

    [Fact]
    public async Task AddModule_AVendorsOwn_DoesWhatFallsDueAsTimePasses()
    {
        await using var city = await CityScenario.StartAsync(city => city.AddModule(new ParkingModule()));
        var (from, holder, guest) =
            (city.Now + Duration.FromHours(1), Actor.Of("holder-1", "", Role.Resident), Actor.Of("guest-1", "", Role.Resident));
        (await city.Hub.ExecuteAsync(new OfferBay("o-1", "B-7", "c", from, from + Duration.FromHours(9), 300), holder)).OrThrow();
        (await city.Hub.ExecuteAsync(new BookBay("b-1", "B-7", from, from + Duration.FromHours(2)), guest)).OrThrow();
        await city.PassAsync(Duration.FromMinutes(179));
        Assert.Equal(0, await ParkingModule.IncomeAsync(city.Hub.Store, "c"));
        await city.PassAsync(Duration.FromMinutes(1));
        Assert.Equal(600, await ParkingModule.IncomeAsync(city.Hub.Store, "c"));
    }

    [Fact]
    public async Task Start_WithWrongRules_SaysWhatAndWhere()
    {
        var wrong = await Assert.ThrowsAsync<ArgumentException>(
            () => CityScenario.StartAsync(city => city.UseRules("""{"version": 1, "rules": [{}]}"""u8.ToArray())));
        Assert.Contains("rules[0]", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_BackInTime_Throws()
    {
        await using var city = await StartAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => city.PassAsync(-Duration.Epsilon));
    }

    internal static Task<CityScenario> StartAsync(Action<CityKitBuilder>? more = null) => CityScenario.StartAsync(city =>
    {
        ScenarioFiles.Use(city);
        more?.Invoke(city);
    });
}
