using System.Globalization;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Systems;

namespace CityKit.Import.Tests.Systems;

/// <summary>Swapped axes, wrong systems and other cities' files, named before a row is written (issue 14).</summary>
public class PlaceCheckTests
{
    private const int Qingdao = 370_202;
    private const int Urumqi = 650_102;
    private static readonly (double East, double North) Lamp = GaussKruger.Cgcs2000.Of(120.38, 36.06, 120);

    [Theory]
    [InlineData("wgs84", 120.38, 36.06, Qingdao)]
    [InlineData("gcj02", 120.38, 36.06, Qingdao)]
    [InlineData("wgs84", 87.6, 43.8, Urumqi)]
    [InlineData("wgs84", -73.98, 40.75, 0)] // no code and no map: any city
    public void Judge_WhereTheCodesAre_IsRight(string system, double longitude, double latitude, int county) =>
        Assert.Null(Judge(system, longitude, latitude, county).Refusal);

    [Theory]
    [InlineData("wgs84", 43.8, 87.6, Urumqi, "latitude first", "纬度在前")] // both are degrees of either
    [InlineData("wgs84", 39.47, 75.99, 653_101, "latitude first", "纬度在前")]
    [InlineData("wgs84", 43.8, 87.6, 0, "latitude first", "纬度在前")] // no city is at 87.6° north
    [InlineData("gcj02", 36.06, 120.38, Qingdao, "latitude first", "纬度在前")]
    [InlineData("wgs84", -73.98, 40.75, Qingdao, "another city's file", "另一城市")]
    [InlineData("wgs84", 116.4, 39.9, Qingdao, "another city's file", "另一城市")]
    [InlineData("wgs84", 40_534_000, 3_992_000, Qingdao, "EPSG:4528", "EPSG:4528")]
    [InlineData("wgs84", 3_992_000, 20_764_000, Qingdao, "EPSG:4498", "EPSG:4498")] // zone 20 of 6 degrees
    [InlineData("wgs84", 3_992_000, 534_000, Qingdao, "EPSG:4549", "EPSG:4549")]
    [InlineData("wgs84", 13_400_000, 4_310_000, Qingdao, "EPSG:3857", "EPSG:3857")]
    [InlineData("EPSG:4549", 120.38, 36.06, Qingdao, "degrees of wgs84", "wgs84 的度")]
    [InlineData("EPSG:4549", 39_534_000, 3_992_000, 0, "EPSG:4527", "EPSG:4527")] // another zone's number
    [InlineData("EPSG:4490", 2.29, 48.86, 0, "are not in China", "不在中国")]
    [InlineData("wgs84", 500_000, 600_000, 0, "metres, not degrees", "是米，不是度")]
    public void Judge_SomewhereElse_SaysWhatToSayInstead(string system, double first, double second, int county, string en, string zh)
    {
        var refusal = Judge(system, first, second, county).Refusal;
        Assert.Equal("place", refusal?.Code);
        Assert.Contains(en, refusal!.Message.En, StringComparison.Ordinal);
        Assert.Contains(zh, refusal.Message.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EPSG:4528", 40, AxisOrder.NorthEast)]
    [InlineData("EPSG:4528", 0, AxisOrder.NorthEast)]
    [InlineData("EPSG:4549", 40, AxisOrder.NorthEast)]
    [InlineData("EPSG:4549", 0, AxisOrder.NorthEast)]
    [InlineData("EPSG:4549", 0, AxisOrder.EastNorth)]
    [InlineData("EPSG:4549", 40, AxisOrder.EastNorth)]
    public void Judge_ChineseSurveyNumbers_RecognisesOrderAndPrefix(string system, int prefix, AxisOrder axes)
    {
        var (east, north) = (prefix * 1e6 + 500_000 + Lamp.East, Lamp.North);
        var verdict = axes == AxisOrder.EastNorth ? Judge(system, east, north, Qingdao) : Judge(system, north, east, Qingdao);
        Assert.Equal((new CoordinateReading(axes, prefix), null), (verdict.Reading, verdict.Refusal));
        Assert.Equal(120.38, verdict.Box!.Value.West, 1e-8);
        Assert.Contains(axes == AxisOrder.NorthEast ? "X north, Y east" : "X east, Y north", verdict.Reading.Message.En,
            StringComparison.Ordinal);
        Assert.Contains(prefix == 0 ? "无带号" : "带号 40", verdict.Reading.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_ZoneOfSixDegreesWithItsNumber_IsReadWithoutItsNumberInTheSystem()
    {
        var (east, north) = GaussKruger.Cgcs2000.Of(121.5, 31.2, 123);
        var verdict = Judge("EPSG:4510", north, 21_500_000 + east, 310_101); // CM 123E, which is zone 21 of 6°
        Assert.Equal((new CoordinateReading(AxisOrder.NorthEast, 21), null), (verdict.Reading, verdict.Refusal));
    }

    [Fact]
    public void Judge_StatedOrderThatTheNumbersDeny_IsRefused()
    {
        var verdict = Judge("EPSG:4549", Lamp.North, 500_000 + Lamp.East, Qingdao, AxisOrder.EastNorth);
        Assert.Contains("northing first", verdict.Refusal!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NewYorkInAQingdaoGrid_NamesBothBoxes()
    {
        var expected = new PlaceExpectation(null, new GridMap([Square("370202001001001", 120.38, 36.06)]), isOfChina: false);
        var check = new PlaceCheck(CoordinateSystem.Wgs84, null, expected, [new SamplePosition(-73.98, 40.75, 0)]);
        Assert.Contains("(they are in -73.98..-73.98, 40.75..40.75), such as -73.98, 40.75, are not in the map (120.32..120.44, 36..36.12)",
            check.Judge().Refusal!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_MapOfSeveralCounties_HoldsARowAgainstItsOwn()
    {
        var map = new GridMap([Square("370202001001001", 120.38, 36.06), Square("370283001001001", 119.95, 36.78)]);
        var expected = new PlaceExpectation(null, map, isOfChina: false);
        Assert.NotNull(new PlaceCheck(CoordinateSystem.Wgs84, null, expected, [new SamplePosition(119.95, 36.78, Qingdao)])
            .Judge().Refusal);
        Assert.Null(new PlaceCheck(CoordinateSystem.Wgs84, null, expected, [new SamplePosition(119.95, 36.78, 370_283)]).Judge().Refusal);
    }

    [Fact]
    public void Judge_GridsOfAnotherScheme_AreNoCountiesOfChina()
    {
        var tract = new Grid(GridScheme.Parse("tract", null), "36061000100", "", Square("370202001001001", -73.98, 40.75).Polygons);
        var expected = new PlaceExpectation(null, new GridMap([tract]), isOfChina: false);
        Assert.Null(new PlaceCheck(CoordinateSystem.Wgs84, null, expected, [new SamplePosition(-73.98, 40.75, 0)]).Judge().Refusal);
        Assert.Equal("the map", expected.Of(360_610)!.Value.Name.En);
    }

    [Fact]
    public void Judge_OwnCitysBox_CatchesWhatNoCodeSays()
    {
        var expected = new PlaceExpectation(new GeoBox(-77.12, 38.79, -76.9, 39), null, isOfChina: false);
        Assert.NotNull(new PlaceCheck(CoordinateSystem.Wgs84, null, expected, [new SamplePosition(38.9, -77.01, 0)]).Judge().Refusal);
        Assert.Null(new PlaceCheck(CoordinateSystem.Wgs84, AxisOrder.NorthEast, expected, [new SamplePosition(38.9, -77.01, 0)])
            .Judge().Refusal);
    }

    [Fact]
    public void Find_664Cities_AreInTheirProvinces()
    {
        foreach (var row in TestData.Text("china_cities.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')))
        {
            var place = GeoPoint.FromDegrees(
                double.Parse(row[2], CultureInfo.InvariantCulture), double.Parse(row[3], CultureInfo.InvariantCulture));
            var province = ProvinceBoxes.Find(int.Parse(row[1], CultureInfo.InvariantCulture) * 10_000)!.Value;
            Assert.True(province.Box.Contains(place), $"{row[0]} {place} {province.Name.Zh}");
        }
    }

    // Three of four: a few wrong rows are rejected one by one.
    private static PlaceVerdict Judge(string name, double first, double second, int county, AxisOrder? axes = null)
    {
        var system = CoordinateSystem.Read(name, out _)!;
        var position = new SamplePosition(first, second, county);
        return new PlaceCheck(
            system, axes, new PlaceExpectation(null, null, system.IsOfChina),
            [position, position, position, new SamplePosition(1e9, 1e9, county)]).Judge();
    }

    private static Grid Square(string code, double longitude, double latitude) => new(GridScheme.UnitGrid, code, "", [GeoPolygon.FromRings([
        GeoPoint.FromDegrees(longitude - 0.01, latitude - 0.01), GeoPoint.FromDegrees(longitude + 0.01, latitude - 0.01),
        GeoPoint.FromDegrees(longitude + 0.01, latitude + 0.01), GeoPoint.FromDegrees(longitude - 0.01, latitude + 0.01)])]);
}
