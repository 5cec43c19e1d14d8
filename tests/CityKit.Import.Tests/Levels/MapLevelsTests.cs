using System.Text;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Levels;
using CityKit.Import.Maps;

namespace CityKit.Import.Tests.Levels;

public class MapLevelsTests
{
    private const string ThreeLevels = """
        {"file": "city.geojson", "levels": [
          {"scheme": "city", "where": {"property": "level", "value": "5"}, "code": "id"},
          {"scheme": "district", "where": {"property": "level", "value": "6"}, "code": "id", "parent": "place"},
          {"scheme": "street", "where": {"property": "level", "value": "8"}, "code": "id", "parent": "property", "parentProperty": "in"}]}
        """;

    [Fact]
    public void Read_Levels_GivesWhatIsDeclared()
    {
        var levels = Levels(ThreeLevels);
        Assert.Equal(["city", "district", "street"], levels.Levels.Select(level => level.Scheme.Value));
        Assert.Equal([ParentRule.None, ParentRule.Place, ParentRule.Property], levels.Levels.Select(level => level.Parent));
        Assert.Equal(("city.geojson", "in", new PropertyFilter("level",
            "8")), (levels.Levels[2].File, levels.Levels[2].Grids.ParentProperty, levels.Levels[2].Grids.Only));
    }

    [Theory]
    [InlineData("""{"levels": []}""", "levels")]
    [InlineData("""{"levels": [{"scheme": "a", "code": "id"}]}""", "levels[0].file")]
    [InlineData("""{"file": "f", "levels": [{"scheme": "a", "code": "id", "parent": "place"}]}""", "levels[0].parent")]
    [InlineData("""{"file": "f", "levels": [{"scheme": "a", "code": "id"}, {"scheme": "b", "code": "id"}]}""", "levels[1].parent")]
    [InlineData("""{"file": "f", "levels": [{"scheme": "a", "code": "id"}, {"scheme": "b", "code": "id", "parent": "property"}]}""",
        "levels[1].parentProperty")]
    [InlineData("""{"file": "f", "levels": [{"scheme": "a", "code": "id"}, {"scheme": "b", "code": "id", "parent": "place", "parentProperty": "p"}]}""", "levels[1].parentProperty")]
    public void Read_WrongLevels_NamesThePlace(string json, string path)
    {
        Assert.Null(MapLevels.Read(Encoding.UTF8.GetBytes(json), out var errors));
        Assert.Equal(path, errors[0].Path);
    }

    [Fact]
    public void Check_NestedLevels_KnowsParentFromOverlap()
    {
        var report = LevelCheck.Check(Read(City("2", "3")));
        Assert.True(report.IsClean, string.Join('\n', report.Findings));
        Assert.Equal(6, report.Grids.Length);
    }

    [Fact]
    public void Check_StreetReachingOutOfItsDistrict_IsFoundWithGapAndOverlap()
    {
        var read = Read(City("2", "3", streetEast: 0.012));
        Assert.Equal(
            [(GridFindingKind.Overlap, "21 31"), (GridFindingKind.OutsideArea, "21 2")],
            LevelCheck.Check(read).Findings.Select(finding => (finding.Kind, string.Join(' ', finding.Codes))));
        Assert.Equal([GridFindingKind.Gap], LevelCheck.Check(Read(City("2",
            "3", streetEast: 0.008))).Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void Check_ParentThatIsNotThere_IsNamed()
    {
        var finding = Assert.Single(LevelCheck.Check(Read(City("2",
            "7"))).Findings, finding => finding.Kind == GridFindingKind.UnknownArea);
        Assert.Equal("31", finding.Codes[0]);
        Assert.Contains("'7'", finding.Message.En, StringComparison.Ordinal);
        Assert.Contains("没有上级", finding.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void TryLocate_NestedLevels_AnswersTheNarrowestAndItsParents()
    {
        var map = Read(City("2", "3", streetEast: 0.008)).ToMap();
        Assert.Equal("21 < 2 < 1", Locate(map, 0.004));
        Assert.Equal("2 < 1", Locate(map, 0.009)); // in no street
        Assert.Equal("31 < 3 < 1", Locate(map, 0.015));
        Assert.Equal("4 < 1", Locate(map, 0.025)); // a district without streets
        Assert.False(map.TryLocate(GeoPoint.FromDegrees(1, 1), out _));
    }

    [Fact]
    public void Read_ParentByPrefix_TakesTheLongestCodeOfAnyWiderLevel()
    {
        var levels = Levels("""{"file": "f", "levels": [{"scheme": "borough", "code": "id", "where": {"property": "level", "value": "1"}}, {"scheme": "district", "code": "id", "where": {"property": "level", "value": "2"}, "parent": "prefix"}]}""");
        var read = Read(levels, Collection(Feature("2", 1, "", 0, 0.02), Feature("20", 1, "", 0.02, 0.04), Feature("201", 2,
            "", 0.02, 0.03), Feature("211", 2, "", 0, 0.01), Feature("305", 2, "", 0.01, 0.02)));
        Assert.Equal("borough:20", read.Parents[GridKey.Parse("district:201")].ToString());
        Assert.Equal("borough:2", read.Parents[GridKey.Parse("district:211")].ToString());
        Assert.Equal("305", Assert.Single(read.Orphans).Codes[0]);
    }

    [Fact]
    public void NestedMap_ParentOfNoWiderLevel_Throws()
    {
        var grid = new Grid(GridScheme.Parse("a"), "1", "", [Box(0, 1)]);
        Assert.Throws<ArgumentException>(
            () => new NestedMap([new GridMap([grid])], new Dictionary<GridKey, GridKey> { [GridKey.Parse("a:1")] = GridKey.Parse("a:2") }));
        Assert.Throws<ArgumentException>(
            () => new NestedMap([new GridMap([grid]), new GridMap([grid])], new Dictionary<GridKey, GridKey>()));
    }

    private static string? Locate(NestedMap map, double longitude) =>
        map.TryLocate(GeoPoint.FromDegrees(longitude, 0.005), out var found) ? found.ToString() : null;

    // A city of three districts, two of them with one street each.
    private static string City(string firstParent, string secondParent, double streetEast = 0.01) => Collection(
        Feature("1", 5, "", 0, 0.03), Feature("2", 6, "", 0, 0.01), Feature("3", 6, "", 0.01, 0.02), Feature("4", 6, "", 0.02, 0.03),
        Feature("21", 8, firstParent, 0, streetEast), Feature("31", 8, secondParent, 0.01, 0.02));

    private static string Feature(string id, int level, string parent, double west, double east) => FormattableString.Invariant(
        $$$"""{"type":"Feature","properties":{"id":"{{{id}}}","level":{{{level}}},"in":"{{{parent}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},0],[{{{east}}},0],[{{{east}}},0.01],[{{{west}}},0.01],[{{{west}}},0]]]}}""");

    private static string Collection(params string[] features) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static GeoPolygon Box(double west, double east) =>
        GeoPolygon.FromRings(
            [GeoPoint.FromDegrees(west, 0), GeoPoint.FromDegrees(east, 0), GeoPoint.FromDegrees(east, 1), GeoPoint.FromDegrees(west, 1)]);

    private static MapLevels Levels(string json) =>
        MapLevels.Read(Encoding.UTF8.GetBytes(json), out var errors) ?? throw new InvalidOperationException(errors.ToString());

    private static NestedReadResult Read(string collection) => Read(Levels(ThreeLevels), collection);

    private static NestedReadResult Read(MapLevels levels, string collection) =>
        LevelReader.Read(levels, level => GridGeoJsonReader.Read(Encoding.UTF8.GetBytes(collection), level.Grids));
}
