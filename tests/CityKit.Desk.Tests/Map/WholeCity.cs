using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Desk.Extending;
using CityKit.Desk.Map;
using CityKit.Desk.Tests.Support;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Import.Places;
using CityKit.Maps;
using CityKit.Maps.Tiles;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Desk.Tests.Map;

/// <summary>Haitang Garden with its compound and some components, and a page with a map of invented things on it.</summary>
internal static class WholeCity
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 3, 0, 0);

    internal static GridMap Grids { get; } = new(GridGeoJsonReader.Read(File.ReadAllBytes(Data("unit-grids.geojson"))).Grids);

    /// <param name="things">How many things are on the map.</param>
    internal static Task<DeskHost> StartAsync(int things)
    {
        MapPage.Features = MapFeatures.Of([.. Leads(things / 3)], [.. Alerts(things / 3)], [.. Items(things - 2 * (things / 3))]);
        var compounds = new CompoundMap([CompoundSurvey.Read(File.ReadAllBytes(Data("compound.json")), out _)!.Compound]);
        var components = ComponentTiles.Of(Places());
        return DeskHost.StartAsync(DeskCity.People, city => city.UseGrids(Grids).AddMaps(compounds, components),
            services => services.Configure<DeskOptions>(
                options => options.Pages.Add(new DeskPage("map", new LocalizedText("地图", "Map"), typeof(MapPage)))));
    }

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "Data", "Places", name);

    private static IEnumerable<ComponentPlace> Places()
    {
        var random = new Random(3);
        string[] classes = ["01037", "01001", "02001", "03001", "04001"];
        for (var i = 1; i <= 400; i++)
            yield return new ComponentPlace(
                ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Component(CatalogueStandard.GbT47678, classes[i % 5]), i),
                GeoPoint.FromDegrees(120.408 + random.NextDouble() * 0.007, 36.060 + random.NextDouble() * 0.004));
    }

    private static IEnumerable<Lead> Leads(int count) => Enumerable.Range(0, count)
        .Select(i => new Lead($"{i:x32}", "fall", "camera", "property-order", "", Now,
        new LocalizedText("高空坠物（摄像机）", "Falling object, by the camera"), PlaceOf(i, 1), Now, "Open") { Severity = SeverityOf(i) });

    private static IEnumerable<Alert> Alerts(int count) => Enumerable.Range(0, count)
        .Select(i => new Alert($"{i:x32}", "smoke", "d/smoke", Now, SeverityOf(i),
        new LocalizedText("2单元烟雾", "Smoke at entrance 2"), PlaceOf(i, 2), Now));

    private static IEnumerable<ItemView> Items(int count) => Enumerable.Range(0, count).Select(i => new ItemView($"2026-{i}", [],
        new Item($"{i:x32}")
            { Title = new LocalizedText("井盖倾斜", "A manhole cover is tilted"), Place = PlaceOf(i, 3), Overseen = i % 3 == 1 })
    {
        Left = new TimeLeft(i % 3 == 2, "", ""),
    });

    private static string SeverityOf(int i) => (i % 3) switch { 0 => "Info", 1 => "Warning", _ => "Critical" };

    private static Place PlaceOf(int i, int seed)
    {
        var random = new Random(seed * 1_000 + i);
        return i % 7 == 6 ? new Place(Grid: "370202014901001")
            : new Place(120.4085 + random.NextDouble() * 0.006, 36.0602 + random.NextDouble() * 0.0035);
    }
}
