using CityKit.Core;
using CityKit.Desk.Assets;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;
using CityKit.Grids.Coordinates;
using CityKit.Maps.Tiles;

namespace CityKit.Desk.Map;

/// <summary>What the script of a map is given when it begins; names are those that <c>map.js</c> reads.</summary>
/// <param name="Library">The address of MapLibre.</param>
/// <param name="Worker">The address of its worker.</param>
/// <param name="Tiles">Where tiles of the city's own layers are, before the layer's name.</param>
/// <param name="Language">zh or en.</param>
/// <param name="Dark">Whether light on dark.</param>
/// <param name="Layers">The city's own layers, each with the nearest zoom of its tiles.</param>
/// <param name="Box">West and south, east and north of the city's own maps; null when there are none.</param>
/// <param name="Words">MapLibre's own words.</param>
internal sealed record MapSetup(string Library, string Worker, string Tiles, string Language, bool Dark, IReadOnlyDictionary<string,
    int> Layers,
    IReadOnlyList<IReadOnlyList<double>>? Box, IReadOnlyDictionary<string, string> Words)
{
    private const int ShapesMostZoom = 15; // from there on nothing is simplified
    private const int ComponentsMostZoom = 18;

    internal static MapSetup Of(DeskView view, DeskAssets files, IReadOnlyList<GroundLayer> layers) => new(
        view.To(files["maplibre-gl-csp.js"]), view.To(files["maplibre-gl-csp-worker.js"]), view.To("map/tiles/"),
        view.Language == DeskLanguage.Chinese ? "zh" : "en", view.IsDark,
        layers.Select(layer => layer.Layer).Distinct().ToDictionary(name => name, name =>
            name == "components" ? ComponentsMostZoom : ShapesMostZoom),
        BoxOf(layers), WordsOf(view));

    /// <summary>How far coordinates of a datum are from WGS 84 in the middle of the city, in degrees.</summary>
    internal static double[] ShiftOf(IReadOnlyList<GroundLayer> layers, TileDatum datum)
    {
        if (datum == TileDatum.Wgs84 || BoxOf(layers) is not [[var west, var south], [var east, var north]]) return [0, 0];
        var middle = GeoPoint.FromDegrees((west + east) / 2, (south + north) / 2);
        var shifted = Gcj02Point.FromGeoPoint(middle);
        return [shifted.Longitude - middle.Longitude, shifted.Latitude - middle.Latitude];
    }

    private static double[][]? BoxOf(IReadOnlyList<GroundLayer> layers) => layers.Count == 0 ? null :
    [
        [layers.Min(layer => layer.Box[0]), layers.Min(layer => layer.Box[1])],
        [layers.Max(layer => layer.Box[2]), layers.Max(layer => layer.Box[3])],
    ];

    private static Dictionary<string, string> WordsOf(DeskView view) => new()
    {
        ["Map.Title"] = view.Say(MapWords.Map),
        ["NavigationControl.ZoomIn"] = view.Say(MapWords.ZoomIn),
        ["NavigationControl.ZoomOut"] = view.Say(MapWords.ZoomOut),
        ["AttributionControl.ToggleAttribution"] = view.Say(MapWords.Sources),
        ["ScaleControl.Meters"] = view.Say(MapWords.Metres),
        ["ScaleControl.Kilometers"] = view.Say(MapWords.Kilometres),
    };
}
