using System.Text;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Components.Tests.OwnSchemes;

/// <summary>Components of a city outside GB/T in the registry: no province, no credit code, no unit grid.</summary>
public class OwnComponentTests
{
    private static readonly GridKey Precinct = GridKey.Parse("precinct:17");

    private static Component Hydrant(int sequence = 42) => new()
    {
        Id = ComponentId.Of(ComponentScheme.Parse("nyc"), "01043", sequence),
        Name = "Fire hydrant",
        Department = new ResponsibleBody("Department of Environmental Protection"),
        Grid = Precinct,
        FirstSurveyed = Samples.Day,
        Location = GeoPoint.FromDegrees(-73.97, 40.75),
        ExternalId = "H417293",
    };

    [Fact]
    public void Problems_OwnScheme_NeedsNoCodeOfChina()
    {
        Assert.Empty(Hydrant().Problems());
        Assert.Empty((Hydrant() with { Grid = default }).Problems());
        Assert.Empty((Hydrant() with { Grid = GridKey.Of(UnitGridCode.Parse("370202001001001")) }).Problems());
    }

    public static TheoryData<string, Func<Component, Component>> Broken => new()
    {
        { "GLBJMC", c => c with { Name = "" } },
        { "ZGBMMC", c => c with { Department = new ResponsibleBody("") } },
        { "SZDYWGBSM", c => c with { Grid = new GridKey(GridScheme.UnitGrid, "17") } },
        { "SZJDDM", c => c with { Street = new AreaName(AreaCode.Parse("370202"), "x") } },
        { "YBSM", c => c with { ExternalId = new string('x', 65) } },
    };

    [Theory, MemberData(nameof(Broken))]
    public void Problems_OneThingWrong_NamesTheAttribute(string attribute, Func<Component, Component> change) =>
        Assert.Equal(attribute, Assert.Single(change(Hydrant()).Problems()).Attribute);

    [Fact]
    public void Problems_NationalIdInAnotherGrid_SaysThatItNeedsAUnitGrid() => Assert.Contains("precinct:17 is not a unit grid",
        Assert.Single((Samples.Lamp(1) with { Grid = Precinct }).Problems()).Message.En, StringComparison.Ordinal);

    [Fact]
    public void PlacedBy_AMapOfAnyScheme_FillsTheGridAndNoArea()
    {
        var placed = (Hydrant() with { Grid = default }).PlacedBy(Map())!;
        Assert.Equal((Precinct, null, null), (placed.Grid, placed.Street, placed.Community));
        Assert.Null((Hydrant() with { Location = GeoPoint.FromDegrees(0, 1) }).PlacedBy(Map()));
    }

    [Theory]
    [InlineData("precinct:17", "precinct:17")]
    [InlineData("unit-grid:370202001001001", "370202001001001")] // as before grids of other schemes were kept
    public void Codec_AGrid_IsWrittenShortAndReadBack(string key, string written)
    {
        var entry = ComponentHistory.Begin(Hydrant() with { Grid = GridKey.Parse(key) }, Samples.Record(0)).Events[0];
        var buffer = new byte[ComponentCodec.MaxBytes];
        var bytes = buffer.AsSpan(0, ComponentCodec.Write(entry, buffer));
        byte[] text = [(byte)(0xA0 | written.Length), .. Encoding.UTF8.GetBytes(written)];
        Assert.True(bytes.IndexOf(text) > 0);
        Assert.Equal(entry, ComponentCodec.Read(bytes, out _));
    }

    [Fact]
    public void GridKey_ShortForm_ReadsAUnitGridAloneAndOthersWithTheirScheme()
    {
        Assert.True(GridKey.TryParseShort("370202001001001", out var unit) && unit == GridKey.Of(UnitGridCode.Parse("370202001001001")));
        Assert.Equal(("370202001001001", "370202001001001"), (unit.ToShortString(), unit.UnitGridCode.ToString()));
        Assert.True(GridKey.TryParseShort("precinct:17", out var key) && key == Precinct && key.ToShortString() == "precinct:17");
        Assert.Equal(default, Precinct.UnitGridCode);
        Assert.Equal((default, ""), (GridKey.Of(default), default(GridKey).ToShortString()));
        Assert.Equal(("length", "form"), (GridKey.CheckShort("17")?.Code, GridKey.CheckShort("precinct:")?.Code));
        Assert.False(GridKey.TryParseShort("17", out _) || GridKey.TryParseShort("unit-grid:17", out _) || GridKey.TryParseShort("",
            out _));
    }

    [Fact]
    public async Task Registry_ACityOutsideGbT_RegistersMovesAndFindsByItsOwnCatalogue()
    {
        const string Json = """
            {"standard": "nyc", "label": {"zh": "纽约", "en": "New York"}, "source": "test", "majors": [{"kind": "component", "code": "01", "zh": "公用设施", "en": "Utilities"}],
             "classes": [{"kind": "component", "code": "01043", "zh": "消火栓", "en": "Fire hydrant"}, {"kind": "component", "code": "01099", "zh": "LinkNYC", "en": "LinkNYC"}]}
            """;
        var catalogue = ClassCatalogue.Read(Encoding.UTF8.GetBytes(Json), out var errors);
        Assert.Empty(errors);
        await using var registry = await ComponentRegistry.OpenAsync(new InMemoryComponentStore(),
            new ComponentRegistryOptions { Catalogue = catalogue, UnitGrids = Map() });
        var id = await registry.NextIdAsync(default, Hydrant().Class);
        Assert.Equal("nyc-01043-0000001", id.ToString());
        var kept = (await registry.RegisterAsync(Hydrant() with { Id = id, Grid = default }, Samples.Record(0))).OrThrow().Current;
        Assert.Equal((Precinct, "消火栓"), (kept.Grid, registry.ClassOf(id)!.Name.Zh));
        Assert.Equal("class",
            (await registry.RegisterAsync(
            Hydrant() with { Id = ComponentId.Parse("nyc-01044-0000001") }, Samples.Record(0))).Refusal?.Code);
        var moved = (await registry.MoveAsync(id, GeoPoint.FromDegrees(-73.85, 40.75), Samples.Record(1))).OrThrow().Current;
        Assert.Equal(GridKey.Parse("precinct:18"), moved.Grid);
        Assert.Equal("outside", (await registry.MoveAsync(id, GeoPoint.FromDegrees(0, 1), Samples.Record(1))).Refusal?.Code);
        Assert.Equal("Department of Environmental Protection",
            (await registry.ResponsibleAsync(moved.Location, Samples.Day.PlusDays(1)))!.Department.Name);
    }

    [Fact]
    public void Catalogue_OfAnOwnScheme_HasClassesOfFiveDigits()
    {
        const string Json = """{"standard": "nyc", "label": {"zh": "n", "en": "n"}, "source": "t", "majors": [], "classes": [{"kind": "component", "code": "0104", "zh": "x", "en": "x"}]}""";
        Assert.Null(ClassCatalogue.Read(Encoding.UTF8.GetBytes(Json), out var errors));
        Assert.Contains("a class code of nyc: 5 digits", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Move_FromAUnitGridIntoAnother_ForgetsItsAreas()
    {
        var moved = ComponentHistory.Begin(Samples.Lamp(1), Samples.Record(0)).Move(GeoPoint.FromDegrees(120, 36), Precinct,
            Samples.Record(1)).OrThrow().Current;
        Assert.Equal((Precinct, null, null), (moved.Grid, moved.Street, moved.Community));
    }

    private static GridMap Map() => new([Cell("17", -74), Cell("18", -73.9)]);

    private static Grid Cell(string code, double west) => new(GridScheme.Parse("precinct"), code, "", [GeoPolygon.FromRings(
        [GeoPoint.FromDegrees(west, 40), GeoPoint.FromDegrees(west + 0.1, 40), GeoPoint.FromDegrees(west + 0.1, 41),
            GeoPoint.FromDegrees(west, 41)])]);
}
