using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Client.Json;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Grids.Maps;
using CityKit.Hosting;
using CityKit.Intake;
using CityKit.Import.Maps;
using CityKit.Samples.Compound.World;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;

namespace CityKit.Desk.Tests.Support;

/// <summary>
/// Haitang Garden of the sample with its rules, sensors, policy and grids, one device, and nothing that has happened yet: a test lets
/// things happen. People by the names with which they sign in.
/// </summary>
internal sealed class DeskCity : IAsyncDisposable
{
    private const string Compound = "haitang-garden";
    private readonly VirtualDevice device;

    private DeskCity(DeskHost host, VirtualDevice device) => (Host, this.device) = (host, device);

    internal DeskHost Host { get; }

    internal CityHub Hub => Host.Hub;

    internal static IReadOnlyDictionary<string, Actor> People { get; } = new Dictionary<string, Actor>
    {
        ["admin"] = Actor.Of("admin", "示例社区值班室", Role.Administrator),
        ["duty"] = Actor.Of("duty", "示例社区值班室", Role.DutyOfficer),
        ["duty-2"] = Actor.Of("duty-2", "示例社区值班室", Role.DutyOfficer),
        ["leader"] = Actor.Of("leader", "示例区城市管理局", Role.Oversight),
        ["manager"] = Actor.Of("manager", "示例物业", Role.PropertyManager) with { Places = [Scope.Parse($"compound/{Compound}")] },
        ["worker"] = Actor.Of("worker", "示例物业", Role.PropertyWorker),
        ["care"] = Actor.Of("care", "示例社区救助站", Role.CareWorker) with { Places = [Scope.Parse($"compound/{Compound}")] },
        ["centre"] = Actor.Of("centre", "示例区城市管理指挥中心", Role.Acceptor, Role.DutyLeader, Role.Dispatcher),
        ["inspector"] = Actor.Of("inspector", "示例区城市管理指挥中心", Role.Inspector) with { Places = [Scope.Parse("area/370202")] },
        ["drains"] = Actor.Of("drains", "示例排水养护单位", Role.CompetentDepartment),
        ["grid-worker"] = Actor.Of("grid-worker", "示例街道办事处", Role.GridWorker) with { Places = [Scope.Parse("area/370202014")] },
        ["resident"] = Actor.Of("resident", "居民", Role.Resident),
    };

    /// <param name="change">Changes the application's services; null for nothing.</param>
    /// <param name="use">Adds to the application before the desk; null for nothing.</param>
    /// <param name="hub">Adds to the hub; null for nothing.</param>
    internal static async Task<DeskCity> StartAsync(
        Action<IServiceCollection>? change = null, Action<WebApplication>? use = null, Action<CityKitBuilder>? hub = null)
    {
        var host = await DeskHost.StartAsync(People, city =>
        {
            city.UseCatalogues(OwnClasses.Catalogue);
            hub?.Invoke(city);
            Furnish(city);
        }, change, use);
        var device = new VirtualDevice("court-edge-1", host.Time.Now - Duration.FromHours(1));
        (await host.Hub.ExecuteAsync(new AdmitDevice("admit", device.Id, device.Key.Public), People["admin"])).OrThrow();
        return new DeskCity(host, device);
    }

    /// <summary>Gives a hub the rules, sensors, policy and grids of Haitang Garden.</summary>
    internal static void Furnish(CityKitBuilder hub) => hub
        .UseRules(File.ReadAllBytes(Data("rules.json"))).UseSensors(File.ReadAllBytes(Data("sensors.json")))
        .UsePolicy(PolicyReader.Read(File.ReadAllBytes(Data("policy.json")), out _)!)
        .UseGrids(new GridMap(GridGeoJsonReader.Read(File.ReadAllBytes(Data("Places/unit-grids.geojson"))).Grids));

    /// <summary>An object falls past the camera of building 3: a critical alert and a lead.</summary>
    internal Task FallAsync() => SendAsync(device.Detection("fall-camera", Host.Time.Now, 12_000));

    /// <summary>The cabinet is opened: a warning and a lead.</summary>
    internal Task CabinetAsync(bool isOpen = true) => SendAsync(device.Contact("cabinet", Host.Time.Now, isOpen));

    /// <summary>The manhole cover is tilted: a critical alert and a lead of a city case.</summary>
    internal Task CoverAsync(bool isTilted = true) => SendAsync(device.Contact("cover-tilt", Host.Time.Now, isTilted));

    internal Task HeartbeatAsync() => SendAsync(device.Heartbeat(Host.Time.Now));

    internal Task WaterAsync(long litres, Duration span) => SendAsync(device.Reading("water", Host.Time.Now, litres, span));

    /// <summary>The device saw nothing for so long until now.</summary>
    internal Task BlindAsync(Duration span) => SendAsync(device.Blind("device", Host.Time.Now, span));

    /// <summary>Moves time on, and lets the hub do what has fallen due.</summary>
    internal async Task LaterAsync(Duration by)
    {
        Host.Time.Advance(by);
        await Hub.TickAsync();
    }

    /// <summary>Lets the clock go on, second by second, until a page shows something: a desk looks for news once a second.</summary>
    internal async Task UntilAsync(ILocator shown)
    {
        for (var seconds = 0; seconds < 60 && !await shown.IsVisibleAsync(); seconds++)
        {
            Host.Time.Advance(Duration.FromSeconds(1));
            await Task.Delay(200);
        }
        await shown.WaitForAsync();
    }

    /// <summary>The open leads, the oldest first.</summary>
    internal async Task<IReadOnlyList<Client.Alerts.Lead>> LeadsAsync()
    {
        var answer = await Hub.QueryAsync("leads/list", new Dictionary<string, string>(), People["duty"], limit: 1000);
        return [.. answer.Rows.Select(row => System.Text.Json.JsonSerializer.Deserialize(row.Span, ClientJson.Default.Lead)!)];
    }

    /// <summary>Confirms the oldest open lead: what it opened.</summary>
    internal async Task<WorkItem> ConfirmAsync()
    {
        var lead = (await LeadsAsync())[0];
        return (await Hub.ExecuteAsync(new ConfirmLead($"confirm-{lead.Id}", LeadId.Parse(lead.Id)), People["duty"])).OrThrow().Item!;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task SendAsync(CityEvent seen)
    {
        var answer = await device.SendAsync(Hub, seen);
        Assert.True(answer.Status == BatchStatus.Synced, answer.Message?.En);
    }

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);
}
