using CityKit.Cases;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Maps.Shapes;
using CityKit.Maps.Tiles;
using CityKit.Modules;

namespace CityKit.Maps;

/// <summary>
/// Maps in a hub (地图): vector tiles and GeoJSON of grids, compounds and components, for everyone who may ask the hub. The maps are beside
/// the hub's record and not in it; nothing of a household is on them. See <c>docs/maps.md</c>.
/// </summary>
public sealed class MapsModule : ICityModule
{
    /// <summary>The most features of one GeoJSON answer.</summary>
    public const int MostFeatures = 5_000;

    /// <summary>The most corners of all features of one GeoJSON answer.</summary>
    public const int MostCorners = 500_000;

    /// <summary>What a tile is.</summary>
    public const string TileType = "application/vnd.mapbox-vector-tile";

    private const string GeoJson = "application/geo+json";

    private static readonly string[] LayerNames = ["grids", "compounds", "components"];
    private static readonly string[] Datums = ["wgs84", "gcj02"];
    private static readonly QueryParameter Box = QueryParameter.Text("box", "west,south,east,north in degrees", "范围：西,南,东,北（度）");
    private static readonly QueryParameter Scheme = QueryParameter.Text("scheme",
        "the scheme of grids; the first map's when it is not given", "网格体系");
    private static readonly QueryParameter Class = QueryParameter.Text("class",
        "a class of components, 5 or 4 digits, or 2 for a major class", "部件分类");

    private static readonly QueryParameter Datum = QueryParameter.Text("datum",
        "in which coordinates: wgs84 (else), or gcj02 to fit a ground map of these", "坐标系：wgs84（默认），或 gcj02（与该坐标系底图叠加）");

    private readonly Func<GridMap?, CityMaps> current;

    /// <param name="current">The maps as they are at this moment.</param>
    public MapsModule(Func<CityMaps> current)
    {
        ArgumentNullException.ThrowIfNull(current);
        this.current = _ => current();
    }

    /// <summary>Shows the hub's own map of grids, the one in force.</summary>
    /// <param name="compounds">The compounds; null for none.</param>
    /// <param name="components">The components; null for none.</param>
    public MapsModule(CompoundMap? compounds, ComponentTiles? components) => current = new FollowedMaps(compounds, components).Of;

    /// <inheritdoc/>
    public string Name => "maps";

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var everyone = Access.For(DataClass.Public);
        declaration
            .Content("maps/tile", everyone, TileType, (arguments, _, _) => ValueTask.FromResult(Tile(arguments)),
                QueryParameter.Text("layer", "grids, compounds or components", "图层：grids、compounds 或 components"),
                QueryParameter.Integer("z", $"the zoom, 0 to {TileAddress.MostZoom}", "缩放级别"),
                    QueryParameter.Integer("x", "the column", "列号"),
                QueryParameter.Integer("y", "the row from the north", "行号（自北起）"), Scheme, Class, Datum)
            .Content("maps/layers", everyone, "application/json", (arguments, _, _) => ValueTask.FromResult(Layers(arguments)))
            .Content("maps/grids", everyone, GeoJson, (arguments, _, _) => ValueTask.FromResult(Grids(arguments)), Box, Scheme)
            .Content("maps/compounds", everyone, GeoJson, (arguments, _, _) => ValueTask.FromResult(Compounds(arguments)), Box)
            .Content("maps/components", everyone, GeoJson, (arguments, _, _) => ValueTask.FromResult(Components(arguments)), Box, Class);
    }

    private QueryAnswer Tile(QueryArguments arguments)
    {
        var layer = arguments.Word("layer", LayerNames);
        var (z, x, y) = (arguments.Integer("z"), arguments.Integer("x"), arguments.Integer("y"));
        var classes = ClassArgument.Read(arguments.Text("class"));
        if (!TileAddress.TryOf(z ?? -1, x ?? -1, y ?? -1, out var tile)) return QueryAnswer.Refused(Texts.NoSuchTile(z, x, y));
        if (!classes.IsRead) return QueryAnswer.Refused(Texts.NoClass(arguments.Text("class")!));
        var maps = current(arguments.Grids).In(arguments.Word("datum", Datums) == Datums[1] ? TileDatum.Gcj02 : TileDatum.Wgs84);
        var bytes = layer switch
        {
            "components" => maps.Components?.Tile(tile, classes.Filter),
            "compounds" => maps.Compounds?.Tile(tile),
            _ => maps.Find(arguments.Text("scheme"))?.Tile(tile),
        };
        return bytes is null ? QueryAnswer.Refused(NoMap(maps, layer ?? LayerNames[0])) : QueryAnswer.Of(new QueryContent(bytes, TileType));
    }

    private QueryAnswer Layers(QueryArguments arguments) =>
        QueryAnswer.Of(new QueryContent(MapLayer.ToJson(current(arguments.Grids).Layers), "application/json"));

    private QueryAnswer Grids(QueryArguments arguments)
    {
        if (!BoxArgument.TryRead(arguments.Text("box"), out var box)) return QueryAnswer.Refused(Texts.NoBox(arguments.Text("box")!));
        var maps = current(arguments.Grids);
        if (maps.Find(arguments.Text("scheme")) is not { } tiles) return QueryAnswer.Refused(NoMap(maps, "grids"));
        return Answer(tiles.Map.Grids.Where(grid => grid.Polygons.Any(polygon => box.Overlaps(polygon.Bounds))), MapFeature.Of);
    }

    private QueryAnswer Compounds(QueryArguments arguments)
    {
        if (!BoxArgument.TryRead(arguments.Text("box"), out var box)) return QueryAnswer.Refused(Texts.NoBox(arguments.Text("box")!));
        var maps = current(arguments.Grids);
        if (maps.Compounds is not { } tiles) return QueryAnswer.Refused(NoMap(maps, "compounds"));
        return Answer(tiles.Map.Compounds.Where(compound => box.Overlaps(compound.Outline.Bounds)), MapFeature.Of);
    }

    private QueryAnswer Components(QueryArguments arguments)
    {
        if (!BoxArgument.TryRead(arguments.Text("box"), out var box)) return QueryAnswer.Refused(Texts.NoBox(arguments.Text("box")!));
        var classes = ClassArgument.Read(arguments.Text("class"));
        if (!classes.IsRead) return QueryAnswer.Refused(Texts.NoClass(arguments.Text("class")!));
        var maps = current(arguments.Grids);
        if (maps.Components is not { } tiles) return QueryAnswer.Refused(NoMap(maps, "components"));
        return tiles.Within(box, classes.Filter, MostFeatures) is { } found
            ? Answer(found, MapFeature.Of)
            : QueryAnswer.Refused(Texts.TooMany);
    }

    private static QueryAnswer Answer<T>(IEnumerable<T> found, Func<T, MapFeature> featureOf)
    {
        List<MapFeature> shown = [.. found.Take(MostFeatures + 1).Select(featureOf)];
        return shown.Count > MostFeatures || shown.Sum(feature => feature.Corners) > MostCorners
            ? QueryAnswer.Refused(Texts.TooMany)
            : QueryAnswer.Of(new QueryContent(MapFeature.Collection(shown), GeoJson));
    }

    private static Refusal NoMap(CityMaps maps, string layer)
    {
        List<string> there = [.. maps.Schemes.Select(scheme => $"grids ({scheme})"),
            .. maps.Compounds is null ? [] : (string[])["compounds"],
            .. maps.Components is null ? [] : (string[])["components"]];
        return Texts.NoMap(layer, there);
    }
}
