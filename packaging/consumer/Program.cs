using CityKit;
using CityKit.AspNetCore.Keys;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Client;
using CityKit.Components;
using CityKit.Core;
using CityKit.Credentials.Hub;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Sm;
using CityKit.Delivering;
using CityKit.Edge;
using CityKit.Edge.Agent;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Edge.Testing;
using CityKit.Grids.Codes;
using CityKit.Import.Surveys;
using CityKit.Mail;
using CityKit.Maps;
using CityKit.NetTopologySuite;
using CityKit.Sensors.Rules;
using CityKit.Services.Hub;
using CityKit.Services.Items;
using CityKit.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

// Every library that CityKit packs, in a project that has nothing else: each is restored, referenced, and asked for one thing.
// .ci/run makes the project from what was packed, and fails when a package is not named here.
SQLitePCL.Batteries_V2.Init();
var point = GeoPoint.FromDegrees(120.4119, 36.0607);
(string Package, Func<bool> Holds)[] entries =
[
    ("CityKit.Core", () => point.Longitude > 120),
    ("CityKit.Grids", () => UnitGridCode.TryParse("370202014901006", null, out _)),
    ("CityKit.Components", () => ComponentId.TryParse("37020201002900001", null, out _)),
    ("CityKit.Cases", () => ProfileCatalogue.BuiltIn is not null),
    ("CityKit.Sensors", () => RuleSet.Parse("""{"version": 2, "rules": []}"""u8, out _) is not null),
    ("CityKit.Credentials", () => Key() is not null),
    ("CityKit.Credentials.Sm", () => Sm3.Hash("city"u8).Length == Sm3.Length),
    ("CityKit.Credentials.Hub", () => new PassesModule([], () => null).Name == "passes"),
    ("CityKit.Services", () => ServiceCatalogue.Read("""{"schema": 1, "items": []}"""u8, out _) is not null),
    ("CityKit.Services.Hub", () => typeof(ServicesModule).GetInterfaces().Contains(typeof(CityKit.Modules.ICityModule))),
    ("CityKit", () => HubOf(city => city.UseInMemory()) is not null),
    ("CityKit.Sqlite", () => HubOf(city => city.UseSqlite(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.db"))) is not null),
    ("CityKit.PostgreSql", () => Configured(city => city.UsePostgreSql("Host=db;Database=city"))),
    ("CityKit.Orleans", () => Configured(city => city.UsePostgreSql("Host=db;Database=city").UseOrleans())),
    ("CityKit.Import", () => SurveyMapping.Read("""{"version": 1}"""u8, out var wrong) is null && wrong.Count > 0),
    ("CityKit.AspNetCore", () => new ServiceCollection().AddCityKitKeys(new CityKitKey("a key of the trial", Actor.Of("a", ""))).Count > 0),
    ("CityKit.Mail", () => Configured(city => city.UseInMemory().AddNotifications(n => n.UseInMemory()
        .AddMail("mail", new MailOptions { Host = "mail.example", From = "duty@city.example" })))),
    ("CityKit.Client", () => new CityKitClient(new HttpClient { BaseAddress = new Uri("http://127.0.0.1/") }) is not null),
    ("CityKit.Maps", () => Configured(city => city.UseInMemory().AddMaps())),
    ("CityKit.NetTopologySuite", () => point.ToGeometry().IsValid),
    ("CityKit.Desk", () => new ServiceCollection().AddCityKitDesk().Count > 0),
    ("CityKit.Testing", () => typeof(StoreConformance).IsClass),
    ("CityKit.Edge", () => EdgeConfiguration.Parse("""{"device": "a", "lines": [], "sensors": []}"""u8).Errors.Count == 0),
    ("CityKit.Edge.Devices", () => new EdgeBuilder().AddDevices() is not null),
    ("CityKit.Edge.Testing", () => typeof(LineSourceConformance).IsClass),
    ("CityKit.Edge.Agent", () => EdgeAgent.RunAsync(["--version"]).GetAwaiter().GetResult() == 0),
];
string[] wrong = [.. entries.Where(entry => !entry.Holds()).Select(entry => entry.Package)];
foreach (var package in wrong) Console.Error.WriteLine($"{package} does not do what it is asked for.");
Console.WriteLine($"{entries.Length} packages, {wrong.Length} of them wrong.");
return wrong.Length == 0 ? 0 : 1;

static object Key()
{
    using var key = SigningKey.Create("trial");
    return key.PublicKey;
}

static bool Configured(Action<CityKit.Hosting.CityKitBuilder> configure)
{
    new ServiceCollection().AddCityKit(configure);
    return true;
}

static CityHub HubOf(Action<CityKit.Hosting.CityKitBuilder> configure) =>
    new ServiceCollection().AddCityKit(configure).BuildServiceProvider().GetRequiredService<CityHub>();
