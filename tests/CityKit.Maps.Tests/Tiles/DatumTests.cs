using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Maps.Tests.Support;
using CityKit.Maps.Tiles;

namespace CityKit.Maps.Tests.Tiles;

/// <summary>Tiles for ground maps in GCJ-02, by points of standards.md, section 4 (coordtransform).</summary>
public sealed class DatumTests
{
    private const double Grain = 1e-6; // degrees: a unit of a tile of zoom 17, and 2 cm of a component

    public static TheoryData<double, double, double, double> Points => new()
    {
        { 116.404, 39.915, 116.41024449916938, 39.91640428150164 },
        { 121.5272106, 31.1774276, 121.531541859215, 31.17530398364597 },
        { 120.3826, 36.0671, 120.38773308004247, 36.06737622755961 },
        { 87.6168, 43.8256, 87.61964994946926, 43.82680539311119 },
        { 139.6917, 35.6895, 139.6917, 35.6895 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Component_InGcj02_IsWhereMapAppsShowIt(double longitude, double latitude, double east, double north)
    {
        var place = new ComponentPlace(
            ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Component(CatalogueStandard.GbT47678, "01037"), 1),
            GeoPoint.FromDegrees(longitude, latitude));
        var maps = new CityMaps([], components: ComponentTiles.Of([place])).In(TileDatum.Gcj02);
        var tile = TileAddress.At(GeoPoint.FromDegrees(east, north), 17);
        var drawn = Assert.Single(ReadTile.Layers(tile, maps.Components!.Tile(tile))["components"]).Geometry.Coordinate;
        Assert.Equal(east, drawn.X, Grain);
        Assert.Equal(north, drawn.Y, Grain);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Shapes_InGcj02_HaveTheirCornersThere(double longitude, double latitude, double east, double north)
    {
        var box = TestShapes.Box(longitude, latitude, longitude + 0.001, latitude + 0.001);
        var compound = new Compound("a", new LocalizedText("甲", "A"), AreaCode.Parse("370202014901"), "", box, [], [], []);
        var maps = new CityMaps([new GridMap([new Grid(GridScheme.Basic, "1", "", [box])])], new CompoundMap([compound]))
            .In(TileDatum.Gcj02);
        var tile = TileAddress.At(GeoPoint.FromDegrees(east, north), 17);
        foreach (var (layer, bytes) in ((string, byte[])[])[("grids", maps.Grids[0].Tile(tile)), ("compounds", maps.Compounds!.Tile(tile))])
            Assert.Contains(ReadTile.Layers(tile, bytes)[layer].Single().Geometry.Coordinates,
                corner => Math.Abs(corner.X - east) < 2 * Grain && Math.Abs(corner.Y - north) < 2 * Grain);
    }

    [Fact]
    public void In_Wgs84_IsTheSameAndGcj02IsMadeOnce()
    {
        var maps = new CityMaps([new GridMap([new Grid(GridScheme.Basic, "1", "", [TestShapes.Box(120, 36, 121, 37)])])]);
        Assert.Same(maps, maps.In(TileDatum.Wgs84));
        Assert.Same(maps.In(TileDatum.Gcj02), maps.In(TileDatum.Gcj02));
    }
}
