using System.Text;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Surveys;
using NodaTime;

namespace CityKit.Import.Tests.OwnSchemes;

/// <summary>First surveys of a city outside GB/T (issue 14).</summary>
public class OwnImportTests
{
    private const string Header = "GLBJBSM,BJDM,GLBJMC,ZGBMDM,ZGBMMC,SZDYWGBSM,LON,LAT,YBSM\n";
    private static readonly SurveyOptions Options = new()
        { Name = "hydrants", On = new LocalDate(2026, 11, 1), Scheme = ComponentScheme.Parse("nyc"), RowsOfCommit = 2 };

    [Fact]
    public async Task Run_OwnScheme_GivesIdsBySchemeAndClass()
    {
        await using var store = new InMemoryComponentStore();
        var (result, rejects) =
            await ImportAsync(store, Header + Row(code: "01043", external: "H1") + Row(code: "01043", external: "H2") + Row(code: "01044")
            + Row(code: "nyc-01043", external: "H3"), Options);
        Assert.Equal((4, 0), (result.Mark!.Accepted, result.Mark.Rejected));
        Assert.Empty(rejects);
        var all = await store.ReadLastAsync().ToListAsync();
        Assert.Equal(["nyc-01043-0000001", "nyc-01043-0000002", "nyc-01043-0000003", "nyc-01044-0000001"],
            all.Select(entry => entry.After.Id.ToString()));
        Assert.Equal(["H1", "H2", "H3", ""], all.Select(entry => entry.After.ExternalId));
        Assert.Equal((default, null, null), (all[0].After.Grid, all[0].After.Street, all[0].After.Department.Code));
        var (again, _) = await ImportAsync(store, Header + Row(code: "01043"), Options with { Name = "more" });
        Assert.Equal(1, again.Mark!.Accepted);
        Assert.NotNull(await store.FindAsync(ComponentId.Parse("nyc-01043-0000004")));
    }

    [Theory]
    [InlineData(",01043,Hydrant,,DEP,17,-73.97,40.75,")]
    [InlineData(",01043,Hydrant,,DEP,precinct:17,-73.97,40.75,")]
    [InlineData(",01043,Hydrant,,DEP,,-73.97,40.75,")]
    [InlineData("nyc-01043-0000001,,Hydrant,11100000000013338W,DEP,,-73.97,40.75,")]
    public async Task Run_MapOfAnyScheme_PlacesTheRows(string row)
    {
        await using var store = new InMemoryComponentStore();
        var (result, rejects) = await ImportAsync(store, Header + row + "\n", Options with { UnitGrids = Map() });
        Assert.True(result.Mark!.Accepted == 1, rejects);
        Assert.Equal("precinct:17", (await store.FindAsync(ComponentId.Parse("nyc-01043-0000001")))!.Current.Grid.ToString());
    }

    [Theory]
    [InlineData("GLBJBSM", "37020201037000042,,Hydrant,,DEP,,-73.97,40.75,", "identifiers are of nyc")]
    [InlineData("GLBJBSM", "zh-01043-0000001,,Hydrant,,DEP,,-73.97,40.75,", "identifiers are of nyc")]
    [InlineData("GLBJBSM", "nyc-01043-000001,,Hydrant,,DEP,,-73.97,40.75,", "scheme-class-sequence")]
    [InlineData("GLBJBSM", ",,Hydrant,,DEP,,-73.97,40.75,", "an identifier, or a class")]
    [InlineData("BJDM", ",1043,Hydrant,,DEP,,-73.97,40.75,", "5 digits")]
    [InlineData("BJDM", ",zh-01043,Hydrant,,DEP,,-73.97,40.75,", "5 digits")]
    [InlineData("ZGBMDM", ",01043,Hydrant,11100000000013338X,DEP,,-73.97,40.75,", "check")]
    [InlineData("ZGBMMC", ",01043,Hydrant,,,,-73.97,40.75,", "empty")]
    [InlineData("SZDYWGBSM", ",01043,Hydrant,,DEP,precinct:18,-73.97,40.75,", "precinct:17")]
    [InlineData("LON", ",01043,Hydrant,,DEP,,-80,40.75,", "no grid of the map")]
    public async Task Run_OneThingWrong_IsRejectedWithItsReason(string field, string row, string says)
    {
        await using var store = new InMemoryComponentStore();
        var (result, rejects) = await ImportAsync(store, Header + row + "\n", Options with { UnitGrids = Map(), TakesAnyPlace = true });
        Assert.Equal((0, 1), (result.Mark!.Accepted, result.Mark.Rejected));
        var line = rejects.Split("\r\n")[1];
        Assert.Equal(["2", field], line.Split(',')[..2]);
        Assert.Contains(says, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoCodeOfAGridAtAll_IsNoUnitGridWithoutAMap()
    {
        await using var store = new InMemoryComponentStore();
        var (result, rejects) = await ImportAsync(store, Header + ",01043,Hydrant,,DEP,17,-73.97,40.75,\n", Options);
        Assert.Equal(1, result.Mark!.Rejected);
        Assert.Contains("SZDYWGBSM", rejects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OwnCatalogue_NamesTheClassesAndRejectsOthers()
    {
        const string Json = """
            {"standard": "nyc", "label": {"zh": "纽约", "en": "New York"}, "source": "test", "majors": [],
             "classes": [{"kind": "component", "code": "01043", "zh": "消火栓", "en": "Fire hydrant"}]}
            """;
        var options = Options with { Catalogue = ClassCatalogue.Read(Encoding.UTF8.GetBytes(Json), out _) };
        await using var store = new InMemoryComponentStore();
        var (result, _) = await ImportAsync(store, Header + ",01043,,,DEP,,-73.97,40.75,\n,01044,,,DEP,,-73.97,40.75,\n", options);
        Assert.Equal((1, 1), (result.Mark!.Accepted, result.Mark.Rejected));
        Assert.Equal("消火栓", (await store.ReadLastAsync().SingleAsync()).After.Name);
    }

    [Fact]
    public async Task Run_IdsInTheFileWithoutTheOption_AreTakenAsTheyAre()
    {
        await using var store = new InMemoryComponentStore();
        var (result, rejects) =
            await ImportAsync(store, Header
            + "nyc-01043-0000007,,Hydrant,,DEP,,-73.97,40.75,\n37020201037000042,,路灯,11100000000013338W,局,370202001001001,120.38,36.06,\n",
            Options with { Scheme = default });
        Assert.Equal((1, 1), (result.Mark!.Accepted, result.Mark.Rejected));
        Assert.Contains("a file is of one standard", rejects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnotherSchemeUnderTheSameName_IsRefused()
    {
        await using var store = new InMemoryComponentStore();
        await ImportAsync(store, Header + Row(code: "01043"), Options);
        var (result, _) = await ImportAsync(store, Header + Row(code: "01043"), Options with { Scheme = ComponentScheme.Parse("zh") });
        Assert.Equal("other-options", result.Refusal?.Code);
        Assert.Contains("scheme=nyc -> zh", result.Refusal!.Message.En, StringComparison.Ordinal);
    }

    /// <summary>A mark of a version that kept no scheme goes on with GB/T, and only with it.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("nyc", "scheme= -> nyc")]
    public void Differences_MarkOfBeforeSchemes_IsThatOfGbT(string scheme, string differences)
    {
        var before = SurveyTerms.Of(Options with { Scheme = default }).Replace("\nscheme=", "", StringComparison.Ordinal);
        var now = SurveyTerms.Of(Options with { Scheme = scheme.Length > 0 ? ComponentScheme.Parse(scheme) : default });
        Assert.Equal(differences, SurveyTerms.Differences(before, now));
    }

    private static string Row(string code, string external = "") => $",{code},Hydrant,,DEP,,-73.97,40.75,{external}\n";

    private static GridMap Map() => new([new Grid(GridScheme.Parse("precinct"), "17", "", [GeoPolygon.FromRings(
        [GeoPoint.FromDegrees(-74, 40), GeoPoint.FromDegrees(-73.9, 40), GeoPoint.FromDegrees(-73.9, 41),
            GeoPoint.FromDegrees(-74, 41)])])]);

    private static async Task<(SurveyResult Result, string Rejects)> ImportAsync(IComponentStore store, string text, SurveyOptions options)
    {
        using var rejects = new MemoryStream();
        using var survey = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var result = await new SurveyImport(store, options, TimeProvider.System).RunAsync(survey, rejects);
        return (result, Encoding.UTF8.GetString(rejects.ToArray()));
    }
}
