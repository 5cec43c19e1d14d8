using System.Text.Json;
using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Core;
using CityKit.Desk.Map;
using CityKit.Maps.Tiles;
using NodaTime;

namespace CityKit.Desk.Tests.Map;

/// <summary>What lists become on a map, and where.</summary>
public sealed class MapFeaturesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 3, 0, 0);
    private static readonly LocalizedText Title = new("井盖倾斜", "A manhole cover is tilted");
    private static readonly Place Here = new(116.404, 39.915, "370202014901006");

    [Theory]
    [InlineData("Critical", 2)]
    [InlineData("Warning", 1)]
    [InlineData("Info", 0)]
    [InlineData(null, 0)]
    public void Of_LeadsAndAlerts_HasTheirGradeAndTitle(string? severity, int grade)
    {
        var lead = new Lead("a1", "r", "s", "p", "c", Now, Title, Here, Now, "Open") { Severity = severity };
        var alert = new Alert("b2", "r", "s", Now, severity ?? "", Title, Here, Now);
        var features = Features(MapFeatures.Of([lead], [alert]));
        Assert.Equal(["alert:b2", "lead:a1"], features.Select(one => one.GetProperty("properties").GetProperty("id").GetString()).Order());
        Assert.All(features, one =>
        {
            Assert.Equal(grade, one.GetProperty("properties").GetProperty("grade").GetInt32());
            Assert.Equal(Title, new LocalizedText(
                one.GetProperty("properties").GetProperty("zh").GetString()!, one.GetProperty("properties").GetProperty("en")
                .GetString()!));
            Assert.Equal((116.404, 39.915), PointOf(one));
        });
    }

    [Theory]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 0)]
    public void Of_Items_IsGraveWhenOverdueAndWatchedWhenOverseen(bool isOverdue, bool isOverseen, int grade)
    {
        var item = new ItemView("2026-7", [], new Item("c3") { Place = Here, Overseen = isOverseen })
            { Left = new TimeLeft(isOverdue, "", "") };
        var properties = Assert.Single(Features(MapFeatures.Of(items: [item]))).GetProperty("properties");
        Assert.Equal(("item:c3", grade, "2026-7"),
            (properties.GetProperty("id").GetString(), properties.GetProperty("grade").GetInt32(), properties.GetProperty("en")
                .GetString()));
    }

    [Theory]
    [InlineData(TileDatum.Wgs84, 116.404, 39.915)]
    [InlineData(TileDatum.Gcj02, 116.41024449916938, 39.91640428150164)] // standards.md, section 4, row 1
    public void Place_OfADatum_IsWhereItsGroundShowsIt(TileDatum datum, double east, double north)
    {
        var json = MapFeatures.Of(alerts: [new Alert("b2", "r", "s", Now, "Info", Title, Here, Now)]);
        var (x, y) = PointOf(Assert.Single(Features(FeaturePlaces.Place(json, null, datum))));
        Assert.Equal(east, x, 1e-9);
        Assert.Equal(north, y, 1e-9);
    }

    [Fact]
    public void Place_WithAGridAlone_IsInThatGrid()
    {
        var grid = WholeCity.Grids.Grids[0];
        var json = MapFeatures.Of(items: [new ItemView(null, [], new Item("c3") { Place = new Place(Grid: grid.Code) })]);
        var (x, y) = PointOf(Assert.Single(Features(FeaturePlaces.Place(json, WholeCity.Grids, TileDatum.Wgs84))));
        Assert.True(WholeCity.Grids.TryLocate(GeoPoint.FromDegrees(x, y), out var found) && found.Code == grid.Code);
    }

    [Fact]
    public void Place_WithNoPlaceAtAll_IsNowhere()
    {
        var json = MapFeatures.Of(
            items: [new ItemView(null, [], new Item("c3")),
            new ItemView(null, [], new Item("c4") { Place = new Place(Grid: "370202014901999") })]);
        Assert.All(Features(FeaturePlaces.Place(json, WholeCity.Grids, TileDatum.Gcj02)), one =>
            Assert.Equal(JsonValueKind.Null, one.GetProperty("geometry").ValueKind));
        Assert.Empty(Features(FeaturePlaces.Place(null, null, TileDatum.Wgs84)));
    }

    private static List<JsonElement> Features(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("features").EnumerateArray()];

    private static (double, double) PointOf(JsonElement feature)
    {
        var at = feature.GetProperty("geometry").GetProperty("coordinates");
        return (at[0].GetDouble(), at[1].GetDouble());
    }
}
