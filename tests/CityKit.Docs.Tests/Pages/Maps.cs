using CityKit;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Hosting;
using CityKit.Maps;
using CityKit.Maps.Drawing;
using CityKit.Maps.Pages;
using CityKit.Maps.Pictures;
using CityKit.Maps.Tiles;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MyCity.Maps;

internal static class LampMap
{
    internal static async Task WriteAsync(GridMap streets, IReadOnlyDictionary<string, double> counts)
    {
        var areas = streets.Grids.Select(grid =>
            new MapArea(grid.Code, new LocalizedText(grid.Name, ""), grid.Polygons, counts.TryGetValue(grid.Code, out var count) ? count : null));
        var picture = new MapPicture(new LocalizedText("路灯数量", "Street lamps"), new LocalizedText("路灯", "Lamps"),
            new LocalDate(2026, 11, 28), new LocalizedText("边界 © OpenStreetMap 贡献者", "Borders © OpenStreetMap contributors"), areas);
        var page = HtmlMap.Write(picture);
        if (page.Refusal is { } refusal) Console.Error.WriteLine(refusal.Message);
        else await File.WriteAllBytesAsync("lamps.html", page.Utf8);
        await File.WriteAllTextAsync("lamps.svg", SvgMap.Draw(picture));
    }

    internal static async Task AddAsync(IServiceCollection services, GridMap streets, CompoundMap compounds, IComponentStore registry)
    {
        var maps = new CityMaps([streets], compounds, await ComponentTiles.ReadAsync(registry));
        services.AddCityKit(city => city.UseSqlite("city.db").AddMaps(() => maps));
    }
}
