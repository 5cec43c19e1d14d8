using CityKit.Desk.Cockpit;
using CityKit.Hosting;
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

    internal static void Cockpit(WebApplicationBuilder builder)
    {
        var plan = CockpitPlan.Read(File.ReadAllBytes("cockpit.json"), out var errors)
            ?? throw new InvalidOperationException(string.Join('\n', errors));
        builder.Services.AddCityKitDesk(desk => desk.UseCockpit(plan));
    }
}
