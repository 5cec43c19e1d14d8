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

    internal static void MountTwo(WebApplicationBuilder builder)
    {
        builder.Services.AddCityKit("north", city => city.UseSqlite("north.db"));
        builder.Services.AddCityKit("south", city => city.UseSqlite("south.db"));
        builder.Services.AddCityKitDesk();
        var app = builder.Build();
        app.MapCityKitDesk("north", "/north").RequireAuthorization("north");
        app.MapCityKitDesk("south", "/south").RequireAuthorization("south");
    }

    internal static void Extend(WebApplicationBuilder builder)
    {
        builder.Services.AddCityKitDesk(desk => desk
            .AddPage<LiftsPage>("lifts", new("停用电梯", "Lifts out of service"))
            .AddItemColumn(new("电梯识别码", "Lift"), view => cell => cell.AddContent(0, view.Item.Details.GetValueOrDefault("liftNumber")))
            .AddPanel("elevator-repair", new("电梯", "The lift"), view => panel => panel.AddContent(0, view.Item.Details.GetValueOrDefault("fault")))
            .Configure(options => (options.Title, options.Primary, options.Account) = (new("电梯值班台", "Lift desk"), "#0b5d4e", "/account")));
    }

    private sealed class LiftsPage : Microsoft.AspNetCore.Components.ComponentBase;

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
