using CityKit;
using CityKit.AspNetCore.Keys;
using CityKit.AspNetCore.Vendors;
using CityKit.Cases;
using CityKit.Cases.Policies;

SQLitePCL.Batteries_V2.Init();
var builder = WebApplication.CreateBuilder(args);
var policy = PolicyReader.Read(File.ReadAllBytes("city/policy.json"), out var errors)
    ?? throw new InvalidDataException(string.Join('\n', errors));
builder.Services.AddCityKit(city => city.UseSqlite("city.db")
    .UseRules(File.ReadAllBytes("city/rules.json"))
    .UseSensors(File.ReadAllBytes("city/sensors.json"))
    .UsePolicy(policy));
builder.Services.AddCityKitFeeds(VendorFeed.Read(File.ReadAllBytes("levels.feed.json")));
// The keys of a trial, from appsettings.Development.json. In production: AddCityKitKeyFile and `citykit key new`, or your own sign-in.
builder.Services.AddCityKitKeys(
    Key("Feed", Actor.Of("levels", "drainage", Role.Utility)),
    Key("Desk", Actor.Of("officer-1", "duty room", Role.DutyOfficer)));

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapCityKit();
app.Run();

CityKitKey Key(string name, Actor actor) => new(builder.Configuration[$"Keys:{name}"]
    ?? throw new InvalidOperationException(
        $"Set Keys:{name}: 16 characters or more. 请设置 Keys:{name}（至少 16 个字符）。"), actor);
