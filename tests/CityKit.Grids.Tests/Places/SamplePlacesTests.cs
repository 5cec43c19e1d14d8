using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Compounds;
using CityKit.Grids.Cutting;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Import.Places;

namespace CityKit.Grids.Tests.Places;

/// <summary>The sample's places: real boundaries, invented grids and compound, and that they fit together.</summary>
public class SamplePlacesTests
{
    private static readonly GeoJsonGridOptions Areas = new() { Scheme = GridScheme.Area };

    [Fact]
    public void ShinanStreets_HasTenDistrictsAndElevenStreets()
    {
        var result = GridGeoJsonReader.Read(TestData.Bytes("places/shinan-streets.geojson"), Areas);
        Assert.Empty(result.Problems);
        Assert.Equal(
            ["370202", "370203", "370211", "370212", "370213", "370214", "370215", "370281", "370283", "370285"],
            result.Grids.Where(grid => grid.AreaCode.Level == AreaLevel.County).Select(grid => grid.Code));
        Assert.Equal([1, 2, 4, 5, 7, 9, 10, 11, 12, 13, 14],
            Streets().Grids.Select(grid => int.Parse(grid.Code[6..], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(21, result.Grids.Length);
    }

    // The street join's representative points.
    [Theory]
    [InlineData(120.40722, 36.061154, "370202014")]
    [InlineData(120.30236, 36.066706, "370202004")]
    [InlineData(120.342739, 36.057885, "370202009")]
    [InlineData(120.405994, 36.078749, "370202013")]
    public void ShinanStreets_RepresentativePoint_IsInItsStreet(double longitude, double latitude, string code)
    {
        Assert.True(Streets().TryLocate(GeoPoint.FromDegrees(longitude, latitude), out var street));
        Assert.Equal(code, street.Code);
    }

    // A real partition: no place, not even a corner where streets meet, is in two of them.
    [Fact]
    public void ShinanStreets_CornersAndRandomPlaces_AreInOneStreetAtMost()
    {
        var streets = Streets();
        var random = new Random(370202);
        var box = streets.Grids.SelectMany(street => street.Polygons).Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));
        var places = Enumerable.Range(0, 5_000)
            .Select(_ => GeoPoint.FromDegrees(
            box.West + random.NextDouble() * (box.East - box.West), box.South + random.NextDouble() * (box.North - box.South)));
        foreach (var place in places.Concat(streets.Grids.SelectMany(street => street.Polygons).SelectMany(polygon => polygon.Outer)))
        {
            var holders = streets.Grids.Where(street => street.Polygons.Any(polygon => polygon.Contains(place))).ToList();
            Assert.True(holders.Count <= 1, $"{place} lies in {string.Join(", ", holders)}");
            streets.TryLocate(place, out var found);
            Assert.Same(holders.SingleOrDefault(), found);
        }
    }

    [Fact]
    public void UnitGrids_CutAgain_AreTheSameBytes()
    {
        var community = Community();
        var cut = ProvisionalGridCutter.Cut(Assert.Single(community.Polygons), community.AreaCode);
        using var stream = new MemoryStream();
        var plain = new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, plain)) GridGeoJsonWriter.Write(writer, cut);
        stream.WriteByte((byte)'\n');
        Assert.Equal(TestData.Text("places/unit-grids.geojson"), System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Community_LiesInItsRealStreet()
    {
        var (streets, community) = (Streets(), Community());
        Assert.All(community.Polygons[0].Outer, corner =>
            Assert.True(streets.TryLocate(corner, out var street) && street.Code == community.AreaCode.Parent.ToString()));
        Assert.All(UnitGrids().Grids, grid => Assert.True(grid.IsProvisional && grid.AreaCode == community.AreaCode));
        Assert.InRange(UnitGrids().Grids.Sum(grid => grid.SquareMetres) / community.SquareMetres, 0.9999, 1.0001);
        Assert.Equal(12, UnitGrids().Grids.Length);
    }

    [Theory]
    [InlineData("canopy-3-1", 6, "3")]
    [InlineData("camera-3", 6, null)]
    [InlineData("stairs-1-2", 8, "1")]
    [InlineData("water-2", 5, "2")]
    [InlineData("cabinet", 8, null)]
    public void Mount_Located_IsInItsGridCompoundAndBuilding(string mount, int sequence, string? building)
    {
        var compound = Survey().Compound;
        var place = compound.FindMount(mount)!.Location;
        Assert.Equal(sequence, SequenceAt(place));
        Assert.True(new CompoundMap([compound]).TryLocate(place, out var found));
        Assert.Equal(mount.StartsWith("canopy", StringComparison.Ordinal) ? null : building, found.Building?.Id); // the canopy juts out
    }

    [Theory]
    [InlineData("37020201002900001", 8)]
    [InlineData("37020201037900001", 4)]
    [InlineData("37020201037900002", 6)]
    [InlineData("37020203005900001", 9)]
    public void Component_Located_IsInItsGrid(string id, int sequence)
    {
        var component = Assert.Single(Survey().Components, entry => entry.Id.ToString() == id);
        Assert.Equal(sequence, SequenceAt(component.Location));
        Assert.True(CityKit.Components.Catalogues.ClassCatalogue.GbT47678.Find(component.Id.Class) is not null);
        Assert.Equal("370202", component.Id.Area.ToString());
    }

    [Fact]
    public void Compound_HasThreeBuildingsWithTwoEntrances()
    {
        var compound = Survey().Compound;
        Assert.Equal([2, 2, 2], compound.Buildings.Select(building => building.Entrances.Length));
        Assert.All(compound.Buildings, building => Assert.Same(building, compound.Locate(building.Outline.Centroid())));
        Assert.All(compound.Buildings.SelectMany(building => building.Entrances), entrance =>
            Assert.True(compound.Outline.Contains(entrance.Location)));
        Assert.Contains("虚构", compound.Name.Zh, StringComparison.Ordinal);
        Assert.False(new CompoundMap([compound]).TryLocate(GeoPoint.FromDegrees(120.42, 36.06), out _));
    }

    private static int SequenceAt(GeoPoint place) => UnitGrids().TryLocate(place, out var grid) ? grid.UnitGridCode.Sequence : 0;

    private static GridMap Streets() =>
        new(GridGeoJsonReader.Read(TestData.Bytes("places/shinan-streets.geojson"), Areas).Grids.Where(
            grid => grid.AreaCode.Level == AreaLevel.Street));

    private static Grid Community() => Assert.Single(GridGeoJsonReader.Read(TestData.Bytes("places/community.geojson"), Areas).Grids);

    private static GridMap UnitGrids() => new(GridGeoJsonReader.Read(TestData.Bytes("places/unit-grids.geojson")).Grids);

    private static CompoundSurvey Survey()
    {
        var survey = CompoundSurvey.Read(TestData.Bytes("places/compound.json"), out var errors);
        Assert.True(survey is not null, errors.ToString());
        return survey;
    }
}
