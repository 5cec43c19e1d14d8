using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Signing;
using CityKit.Grids.Maps;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Reporting;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Hub.Tests.Support;

/// <summary>A small invented city: one device, a gas feed, three squares for grids; rules, policy and people that exist nowhere.</summary>
internal sealed class TestCity : IAsyncDisposable
{
    internal const string FallClass = "GB/T 47678.5-2026:matter:10999";
    internal const string Grid1 = "370202999001001";

    internal static readonly FixedKeys Keys = new();

    /// <summary>What journal and documents know the resident by.</summary>
    internal static readonly string ResidentId = Keys.Person("resident-1").ToString();

    internal static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 0, 0);
    internal static readonly Actor Admin = Actor.Of("admin-1", "it", Role.Administrator);
    internal static readonly Actor Officer = Actor.Of("officer-1", "duty room", Role.DutyOfficer);
    internal static readonly Actor Resident = Actor.Of("resident-1", "", Role.Resident);
    internal static readonly Actor Manager = Actor.Of("manager-1", "invented property", Role.PropertyManager)
        .With(Grant.Parse("PropertyManager@area/370202999"));

    internal static readonly byte[] Rules = Encoding.UTF8.GetBytes("""
        {"version": 1, "rules": [
          {"id": "smoke", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
           "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}, "notify": ["duty-desk", "everybody"]}},
          {"id": "fall", "where": "hub", "sensors": {"quantity": "fall"}, "when": {"kind": "match", "event": "detection"},
           "then": {"severity": "critical", "title": {"zh": "坠物", "en": "Falling object"}, "notify": ["duty-desk"],
                    "lead": {"profile": "property-order", "class": "GB/T 47678.5-2026:matter:10999"}}},
          {"id": "cover", "where": "edge", "sensors": {"quantity": "tilt"}, "when": {"kind": "match", "event": "contact"},
           "then": {"severity": "critical", "title": {"zh": "井盖", "en": "Cover"}, "lead": {"profile": "city-management", "class": "GB/T 47678.5-2026:component:01002"}}},
          {"id": "lamp-dark", "where": "hub", "sensors": {"quantity": "lamp"}, "when": {"kind": "contact", "is": "active", "hold": "PT30M"},
           "then": {"severity": "info", "title": {"zh": "路灯不亮", "en": "Lamp dark"}}},
          {"id": "burst", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "window", "over": "PT30M", "above": "400 L"},
           "then": {"severity": "critical", "title": {"zh": "爆管", "en": "Burst pipe"}}},
          {"id": "gas-low", "where": "hub", "sensors": {"quantity": "gas"}, "purpose": "elder-care", "when": {"kind": "window", "over": "PT2H", "below": "0.01 m3"},
           "then": {"severity": "critical", "title": {"zh": "用气过低", "en": "Hardly any gas"},
                    "lead": {"profile": "care-visit", "class": "GB/T 47678.5-2026:matter:10993", "automatic": true}}}
        ]}
        """);

    internal static readonly byte[] Sensors = Encoding.UTF8.GetBytes("""
        {"version": 1, "sensors": [
          {"device": "pi-1", "sensor": "smoke", "quantity": "smoke", "place": {"longitude": 120.411, "latitude": 36.061}, "compound": "c", "building": "1", "entrance": "1", "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "fall", "quantity": "fall", "place": {"longitude": 120.411, "latitude": 36.061}, "component": "37020201002900001", "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "fall-far", "quantity": "fall", "place": {"longitude": 120.431, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "cover", "quantity": "tilt", "place": {"longitude": 120.421, "latitude": 36.061}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "lamp", "quantity": "lamp", "place": {"longitude": 120.421, "latitude": 36.062}, "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "pi-1", "sensor": "water", "quantity": "water", "unit": "L", "perUnit": 1, "compound": "c", "validFrom": "2026-01-01T00:00:00Z"},
          {"device": "gas-co", "sensor": "g-1", "quantity": "gas", "unit": "m3", "perUnit": 1000, "place": {"longitude": 120.411, "latitude": 36.0615}, "household": "h-1",
           "consent": {"purpose": "elder-care", "givenBy": "h-1-head", "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}, "compound": "c", "validFrom": "2026-01-01T00:00:00Z"}
        ]}
        """);

    private static readonly byte[] PolicyJson = """
        {"schema": 1, "label": "Invented for tests, in force nowhere.",
         "dispatch": [{"profile": "care-visit", "body": "invented rescue centre", "automatic": true}]}
        """u8.ToArray();

    private TestCity(HubSetup setup, ICityStore store, FakeTimeProvider time) => (Setup, Time, Hub) =
        (setup, time, new CityHub(setup, store, time));

    internal HubSetup Setup { get; }

    internal FakeTimeProvider Time { get; }

    internal CityHub Hub { get; }

    internal static HubSetup NewSetup(byte[]? rules = null, HubOptions? options = null) => new()
    {
        Options = options ?? new HubOptions(),
        Keys = Keys,
        Configuration = new HubConfiguration(rules ?? Rules, Sensors),
        Grids = new GridMap([Square(Grid1, 120.41), Square("370202999001002", 120.42), Square("370202999001003", 120.43)]),
        Profiles = ProfileCatalogue.BuiltIn,
        Work = new WorkEngine(ProfileCatalogue.BuiltIn, PolicyReader.Read(PolicyJson, out _)!, WorkCalendar.BuiltIn),
    };

    internal static async Task<TestCity> StartAsync(ICityStore? store = null, HubSetup? setup = null, FakeTimeProvider? time = null)
    {
        var city = new TestCity(setup ?? NewSetup(), store ?? new InMemoryCityStore(), time ?? FakeTime.At(Start));
        await city.Hub.StartAsync();
        return city;
    }

    /// <summary>A city that has admitted a device.</summary>
    internal static async Task<(TestCity City, VirtualDevice Device)> WithDeviceAsync(ICityStore? store = null, HubSetup? setup = null)
    {
        var city = await StartAsync(store, setup);
        return (city, await city.AdmitAsync("pi-1"));
    }

    /// <summary>A device that booted an hour before the city's start.</summary>
    internal static VirtualDevice NewDevice(string id, ulong outbox = 1, DeviceKey? key = null) =>
        new(id, Start - Duration.FromHours(1), outbox) { Key = key ?? DeviceKey.Create() };

    internal async Task<VirtualDevice> AdmitAsync(string id)
    {
        var device = TestCity.NewDevice(id);
        (await Hub.ExecuteAsync(new AdmitDevice($"admit-{id}", device.Id, device.Key.Public), Admin)).OrThrow();
        return device;
    }

    /// <summary>
    /// Sends events when the last of them has happened: the hub's clock is never behind them. What a device claims of the future goes to
    /// the hub itself.
    /// </summary>
    internal async Task<BatchAnswer> SendAsync(VirtualDevice device, params CityEvent[] events)
    {
        if (events.Max(device.TimeOf) is { } last && last > Time.Now) Time.Advance(last - Time.Now);
        return await Hub.AcceptAsync(device.Next(events));
    }

    internal async Task SyncAsync(VirtualDevice device, params CityEvent[] events)
    {
        var answer = await SendAsync(device, events);
        Assert.True(answer.Status == BatchStatus.Synced, $"{answer.Status}: {answer.Message?.En}");
    }

    internal Task<List<Alert>> AlertsAsync() => Hub.Store.ReadAlertsAsync(default).ToListAsync().AsTask();

    internal Task<List<Lead>> LeadsAsync() => Hub.Store.ReadLeadsAsync(default).ToListAsync().AsTask();

    internal async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(WorkItem item) => await Hub.Store.ReadHistoryAsync(item);

    internal Task<List<WorkItem>> ItemsAsync() => Hub.Store.ReadItemsAsync(default).ToListAsync().AsTask();

    internal Task<List<Finding>> FindingsAsync() => Hub.Store.ReadFindingsAsync(default).ToListAsync().AsTask();

    internal Task<List<JournalEntry>> JournalAsync() => Hub.Store.ReadJournalAsync(0, default).ToListAsync().AsTask();

    internal async Task<List<Notification>> NotificationsAsync() => [.. await Hub.Store.ReadNotificationsAsync(0, 100_000, default)];

    internal Task<string> ExportAsync() => ExportAsync(Hub.Store);

    internal static async Task<string> ExportAsync(ICityStore store)
    {
        var bytes = new MemoryStream();
        await HubExport.WriteAsync(store, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    internal static Grid Square(string code, double west) => new(GridScheme.UnitGrid, code, "invented", [GeoPolygon.FromRings([
        GeoPoint.FromDegrees(west, 36.06), GeoPoint.FromDegrees(west + 0.01, 36.06), GeoPoint.FromDegrees(west + 0.01, 36.07),
        GeoPoint.FromDegrees(west, 36.07)])]);
}
