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
}
