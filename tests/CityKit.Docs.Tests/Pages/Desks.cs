using CityKit.Desk.Cockpit;
using CityKit.Desk.Extending;
using CityKit.Hosting;
using CityKit.Maps.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Docs.Tests.Pages;

/// <summary>The C# blocks of docs/desk.md.</summary>
internal static class Desks
{
    internal static void Mount(WebApplicationBuilder builder)
    {
        builder.Services.AddCityKit(city => city.UseSqlite("city.db"));
        builder.Services.AddCityKitDesk();
        var app = builder.Build();
        app.MapCityKitDesk(); // at /desk
    }

    internal static void AddGrounds(WebApplicationBuilder builder)
    {
        builder.Services.AddCityKitDesk(desk => desk.Configure(options =>
        {
            options.Tiles.Add(TileSource.OfFile("city", new("城市底图", "City map"), "maps/city.pmtiles"));
            options.Tiles.Add(TileSource.OfAddress("provider", new("商业底图", "Provider's map"), "https://tiles.example/{z}/{x}/{y}.png") with
            {
                Datum = TileDatum.Gcj02, // cut in GCJ-02: what the desk draws is converted, so that it fits
                Attribution = "© Provider",
            });
        }));
    }

    internal static void Cockpit(WebApplicationBuilder builder)
    {
        var plan = CockpitPlan.Read(File.ReadAllBytes("cockpit.json"), out var errors)
            ?? throw new InvalidOperationException(string.Join('\n', errors));
        builder.Services.AddCityKitDesk(desk => desk.UseCockpit(plan));
    }
}
