using CityKit.AlertDesk;
using CityKit.AspNetCore;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Edge;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices;
using CityKit.Edge.Testing;
using CityKit.Feeds;
using CityKit.Grids.Coordinates;
using CityKit.Grids.Maps;
using CityKit.NetTopologySuite;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Docs.Tests.Pages;

/// <summary>The C# blocks of the packages' READMEs that no page of the documents has.</summary>
internal static class Packages
{
    internal static async Task HubAsync(IServiceCollection services, byte[] rules, byte[] sensors, IReadOnlyList<RegisterReading> readings)
    {
        services.AddCityKit(city => city.UseInMemory().UseRules(rules).UseSensors(sensors));
        await using var provider = services.BuildServiceProvider();
        var hub = provider.GetRequiredService<CityHub>();
        await hub.StartAsync(); // with a host, it starts and stops with it
        await hub.AcceptAsync(new FeedBatch(DeviceId.Parse("gas-company"), "2026-09-04", readings));
        await foreach (var item in hub.Store.ReadAsync(ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1)))
            Console.WriteLine($"{item.Number}: {item.Title}");
    }

    internal static void Http(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseCityKitLimits());
        builder.Services.AddCityKit(city => city.UseSqlite("city.db"));
        builder.Services.AddCityKitKeyFile("/etc/citykit/keys.json"); // citykit key new
        var app = builder.Build();
        app.MapCityKit(); // under /citykit/v1, with a page to try it
    }

    internal static void Devices(ReadOnlySpan<byte> edgeJson)
    {
        var edge = new EdgeBuilder().AddDevices(); // the table of docs/devices.md
        var parsed = EdgeConfiguration.Parse(edgeJson, edge.Kinds);
        foreach (var error in parsed.Errors) Console.Error.WriteLine(error); // line, column, what is allowed
    }

    internal static void Lines(Func<IReadOnlyList<BenchLine>, ILineBench> openBench)
    {
        foreach (var check in new LineSourceConformance(openBench).Checks) check.Run();
    }

    internal static void Locate(GridMap map)
    {
        var place = Gcj02Point.FromDegrees(120.3886, 36.0704).ToGeoPoint(); // as a phone's map says it; a GeoPoint is WGS84
        Console.WriteLine(map.TryLocate(place, out var grid) ? $"{grid.Code} {grid.Name}" : "in no grid");
    }

    internal static void Bridge(Grid grid)
    {
        byte[] ewkb = Wkb.WriteExtended(grid.ToGeometry()); // SRID 4326, x is the longitude
        if (!Wkb.TryRead(ewkb, out var geometry, out var refusal) || !FromGeometry.TryPolygons(geometry, out var polygons, out refusal))
            throw new InvalidDataException(refusal.Message.En);
        Console.WriteLine(polygons.Length);
    }

    internal static void Rules(byte[] rulesJson, byte[] sensorsJson)
    {
        var rules = RuleSet.Parse(rulesJson, out var errors)
            ?? throw new FormatException(string.Join('\n', errors)); // line, column, what is allowed
        var register = SensorRegister.Parse(sensorsJson, out errors) ?? throw new FormatException(string.Join('\n', errors));
        foreach (var wrong in rules.Check(register)) Console.Error.WriteLine(wrong); // such as a limit in a unit that no sensor has
    }
}
