using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Desk.Extending;
using CityKit.Desk.Tests.Cockpit;
using CityKit.Samples.Compound.Desk;
using CityKit.Samples.VendorDesk;
using CityKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Desk.Tests.Support;

/// <summary>
/// A city in which much has happened, so that no page is empty, with the samples' own pages: for tests that only look, started by the first
/// of them.
/// </summary>
public sealed class FullCity : IAsyncLifetime
{
    private readonly Lazy<Task<DeskCity>> started;
    private IReadOnlyDictionary<string, string> shown = new Dictionary<string, string>();

    public FullCity() => started = new(StartAsync);

    internal Task<DeskCity> City => started.Value;

    /// <summary>What pages of something are shown with, by kind.</summary>
    internal IReadOnlyDictionary<string, string> Shown => shown;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (started.IsValueCreated) await (await started.Value).DisposeAsync();
    }

    private async Task<DeskCity> StartAsync()
    {
        var city = await DeskCity.StartAsync(services => services.AddSingleton<Demands>().AddCityKitDesk(Add));
        await CockpitWorld.FillAsync(city);
        await WearAsync(city);
        await RunAsync(city);
        var item = await city.ConfirmAsync();
        await city.LaterAsync(Duration.FromMinutes(10));
        await city.FallAsync();
        await city.HeartbeatAsync();
        var lead = (await city.LeadsAsync()).First(lead => lead.Alerts.Count > 0);
        shown = new Dictionary<string, string>
        {
            ["item"] = item.Id.ToString(), ["lead"] = lead.Id, ["alert"] = lead.Alerts[0], ["device"] = "court-edge-1", ["rule"] =
                "cabinet-open", ["journal"] = "3",
        };
        return city;
    }

    private static void Add(DeskBuilder desk) => desk.AddParking().AddElevators()
        .AddPage<HappenPage>("happen", new LocalizedText("模拟事件", "Let something happen"));

    /// <summary>Alerts of many lengths.</summary>
    private static async Task WearAsync(DeskCity city)
    {
        for (var i = 0; i < 12; i++)
        {
            await city.CabinetAsync();
            await city.LaterAsync(Duration.FromMinutes(i * i + 1));
            await city.CabinetAsync(isOpen: false);
            await city.HeartbeatAsync();
        }
    }

    /// <summary>What those who run a city see: a maintenance window, a device that came twice, a read of personal data.</summary>
    private static async Task RunAsync(DeskCity city)
    {
        var (admin, now) = (DeskCity.People["admin"], city.Host.Time.Now);
        (await city.Hub.ExecuteAsync(new SuspendRule("w-1", "cabinet-open", now, now + Duration.FromHours(2), "exchange"), admin))
            .OrThrow();
        foreach (var id in new[] { "again-1", "again-2" })
        {
            using var key = DeviceKey.Create();
            (await city.Hub.ExecuteAsync(new AdmitDevice(id, DeviceId.Parse("court-edge-2"), key.Public), admin)).OrThrow();
        }
        var report = new FileReport(
            "r-1", "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"), GeoPoint.FromDegrees(120.4, 36.06), null, null);
        var filed = (await city.Hub.ReportAsync(report, "lamp", DeskCity.People["resident"])).OrThrow();
        await city.Hub.Privacy.OpenAsync("o-1", filed.Item!.Id, "call-back", DeskCity.People["duty"]);
    }
}
