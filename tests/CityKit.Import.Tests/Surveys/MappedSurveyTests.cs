using System.Globalization;
using System.Text;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Import.Surveys;
using CityKit.Import.Systems;
using CityKit.Import.Tests.Systems;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Import.Tests.Surveys;

/// <summary>Files as bureaus have them, read by a mapping, in any format and system (issue 14).</summary>
public class MappedSurveyTests
{
    private const string Rest = """
        "ZGBMMC": {"constant": "市政局"}, "QSDWMC": {"constant": "市政局"}, "YHDWMC": {"constant": "二队"}, "SJLY": {"constant": "实测"},
        "SZDYWGBSM": {"constant": "370202001001001"}, "SZJDDM": {"constant": "370202001"}, "SZJDMC": {"constant": "街道"},
        "SZSQDM": {"constant": "370202001001"}, "SZSQMC": {"constant": "社区"}
        """;

    private const string Bodies = "\"bodies\": {\"市政局\": \"11100000000013338W\"}";

    private static string Mapping(string head, string fields) =>
        $$"""{"version": 1, {{head}}, "fields": { {{fields}}, {{Rest}} }, {{Bodies}} }""";

    private static readonly string Kinds = Mapping("\"format\": \"csv\"", """
        "YBSM": {"column": "no"}, "BJDM": {"column": "kind", "values": {"hydrant": "01043", "lamp": "01037"}}, "GLBJMC": {"column": "kind"},
        "GLBJZT": {"column": "state", "values": {"ok": "完好"}, "otherwise": "破损"}, "LON": {"column": "x"}, "LAT": {"column": "y"}
        """);

    [Fact]
    public async Task Run_ConstantsValuesCopiesAndBodies_MakeComponents()
    {
        var (store, result, rejects) =
            await ImportAsync(Kinds,
            "no,kind,state,x,y,other\nA-1,hydrant,ok,120.38,36.06,1\nA-2,lamp,,120.38,36.06,2\nA-3,tree,ok,120.38,36.06,3\n");
        Assert.Equal((2, 1), (result.Mark!.Accepted, result.Mark.Rejected));
        Assert.Contains("\"the mapping has no value for it; it knows hydrant, lamp: add it to \"\"values\"\", or say what others are by \"\"otherwise\"\"", rejects, StringComparison.Ordinal);
        var found = await AllAsync(store);
        Assert.Equal(["A-1 hydrant 01043 Intact", "A-2 lamp 01037 Damaged"],
            found.Select(one => $"{one.ExternalId} {one.Name} {one.Id.ToString()[6..11]} {one.State}"));
        Assert.All(found, one => Assert.Equal("11100000000013338W", one.Department.Code.ToString()));
    }

    [Fact]
    public async Task Run_PropertiesOfGeoJson_AreMappedAlike()
    {
        var text = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"no":"A-1","kind":"hydrant","state":"ok"},"geometry":{"type":"Point","coordinates":[120.38,36.06]}}]}""";
        var (store, _, _) = await ImportAsync(
            Kinds.Replace("\"csv\"", "\"geojson\"", StringComparison.Ordinal)
            .Replace(", \"LON\": {\"column\": \"x\"}, \"LAT\": {\"column\": \"y\"}", "", StringComparison.Ordinal), text);
        Assert.Equal("A-1", Assert.Single(await AllAsync(store)).ExternalId);
    }

    [Theory]
    [InlineData("POINT (120.38 36.06)", null)]
    [InlineData("point(120.38 36.06)", null)]
    [InlineData("SRID=4326;POINT Z (120.38 36.06 12.5)", null)]
    [InlineData("POINTZM(120.38  36.06 1 2)", null)]
    [InlineData("LINESTRING (120.38 36.06, 121 37)", "one point")]
    [InlineData("POINT (120.38)", "one point")]
    [InlineData("POINT EMPTY", "one point")]
    [InlineData("", "须为以度为单位的十进制数")]
    public async Task Run_WktColumn_IsThePlace(string wkt, string? reason)
    {
        var mapping = Mapping(
            "\"format\": \"csv\", \"separator\": \"|\"",
            "\"BJDM\": {\"constant\": \"01037\"}, \"GLBJMC\": {\"constant\": \"路灯\"}, \"WKT\": {\"column\": \"geom\"}");
        var (store, result, rejects) = await ImportAsync(mapping, $"no|geom\n1|{wkt}\n");
        Assert.Equal(reason is null ? 1 : 0, result.Mark!.Accepted);
        if (reason is null) Assert.Equal(GeoPoint.FromDegrees(120.38, 36.06), Assert.Single(await AllAsync(store)).Location);
        else Assert.Contains(reason, rejects, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EPSG:4528", 40_500_000)]
    [InlineData("EPSG:4549", 500_000)]
    [InlineData("EPSG:4549", 40_500_000)]
    public async Task Run_XNorthAndYEast_IsRecognisedAndStated(string system, double falseEasting)
    {
        var (store, result, _) = await ImportAsync(Plane(system), PlaneRows(falseEasting, 30));
        Assert.Equal(30, result.Mark!.Accepted);
        Assert.Equal(new CoordinateReading(AxisOrder.NorthEast, falseEasting > 1e6 ? 40 : 0), result.Reading);
        Assert.All(await AllAsync(store), one => Assert.Equal(36.06, one.Location.Latitude, 1e-7));
    }

    [Fact]
    public async Task Run_GoneOnAfterAKill_ReadsPositionsAsBefore()
    {
        var text = PlaneRows(40_500_000, 60);
        await using var store = new InMemoryComponentStore();
        var options = Options(Plane("EPSG:4549")) with { RowsOfCommit = 20 };
        using var stop = new CancellationTokenSource();
        var firstCommit = new Progress(() => stop.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(store, options, text, firstCommit, stop.Token));
        Assert.InRange((await store.FindMarkAsync(options.Name))!.Rows, 20, 40);
        var result = await RunAsync(store, options, text);
        Assert.Equal((60, new CoordinateReading(AxisOrder.NorthEast, 40)), (result.Mark!.Accepted, result.Reading));
        Assert.All(await AllAsync(store), one => Assert.Equal(36.06, one.Location.Latitude, 1e-7));
    }

    [Fact]
    public async Task Run_LatitudeFirst_TakesNoRowUnlessTold()
    {
        await using var store = new InMemoryComponentStore();
        var text = "no,kind,state,x,y\nA-1,hydrant,ok,36.06,120.38\n";
        var refused = await RunAsync(store, Options(Kinds), text);
        Assert.Equal(("place", null, 0L), (refused.Refusal?.Code, refused.Mark, await store.CountAsync()));
        Assert.Contains("latitude first", refused.Refusal!.Message.En, StringComparison.Ordinal);
        var told = await RunAsync(store, Options(Kinds) with { Axes = AxisOrder.NorthEast }, text);
        Assert.Equal(1, told.Mark!.Accepted);
    }

    /// <summary>A census tract of New York begins with the digits of a county in Jiangxi.</summary>
    [Theory]
    [InlineData("", "place")]
    [InlineData(", \"scheme\": \"nyc\"", null)]
    public async Task Run_CodesOfACityOutsideGbt_SayNothingOfChina(string scheme, string? refusal)
    {
        var mapping = $$"""{"version": 1, "format": "csv"{{scheme}}, "fields": {"BJDM": {"constant": "01043"}, "SZDYWGBSM": {"column": "geoid"}, "LON": {"column": "x"}, "LAT": {"column": "y"} } }""";
        await using var store = new InMemoryComponentStore();
        var result = await RunAsync(store, Options(mapping), "geoid,x,y\n36061000100,-73.98,40.75\n");
        Assert.Equal(refusal, result.Refusal?.Code);
    }

    [Fact]
    public async Task Run_ElsewhereThanItsCodesButTold_TakesTheRows()
    {
        await using var store = new InMemoryComponentStore();
        const string Text = "no,kind,state,x,y\nA-1,hydrant,ok,116.39,39.9\n";
        Assert.Equal("place", (await RunAsync(store, Options(Kinds), Text)).Refusal?.Code);
        Assert.Equal(1, (await RunAsync(store, Options(Kinds) with { TakesAnyPlace = true }, Text)).Mark!.Accepted);
    }

    [Fact]
    public async Task Run_AnotherMappingAfterRowsWereTaken_NamesTheMember()
    {
        await using var store = new InMemoryComponentStore();
        const string Text = "no,kind,state,x,y\nA-1,hydrant,ok,120.38,36.06\n";
        await RunAsync(store, Options(Kinds), Text);
        var other = await RunAsync(store, Options(Kinds.Replace("\"01043\"", "\"01044\"", StringComparison.Ordinal)), Text);
        Assert.Equal("other-options", other.Refusal?.Code);
        Assert.Contains("(mapping.fields.BJDM.values.hydrant=01043 -> 01044)", other.Refusal!.Message.En, StringComparison.Ordinal);
        Assert.Contains("\"hydrant\":\"01043\"", (await store.FindMarkAsync("s"))!.Terms, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:ogc:def:crs:EPSG::4549", null)]
    [InlineData("EPSG:2263", "system")]
    [InlineData("EPSG:4610", "system")] // a datum without parameters
    public async Task Run_SystemThatGeoJsonStates_IsUsed(string crs, string? refusal)
    {
        var (east, north) = GaussKruger.Cgcs2000.Of(120.38, 36.06, 120);
        var text = $$$"""
            {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"{{{crs}}}"}},"features":[{"type":"Feature",
             "properties":{"no":"1"},"geometry":{"type":"Point","coordinates":[{{{Text(east + 500_000)}}},{{{Text(north)}}}]}}]}
            """;
        var mapping = Mapping("\"format\": \"geojson\"", "\"BJDM\": {\"constant\": \"01037\"}, \"GLBJMC\": {\"constant\": \"路灯\"}");
        await using var store = new InMemoryComponentStore();
        var result = await RunAsync(store, Options(mapping), text);
        Assert.Equal(refusal, result.Refusal?.Code);
        if (refusal is null) Assert.Equal(120.38, Assert.Single(await AllAsync(store)).Location.Longitude, 1e-8);
    }

    [Fact]
    public async Task Run_ColumnThatTheMappingNamesIsMissing_IsRefused()
    {
        await using var store = new InMemoryComponentStore();
        var result = await RunAsync(store, Options(Kinds), "no,kind,status,x,y\nA-1,hydrant,ok,120.38,36.06\n");
        Assert.Contains("The file has no column 'state', which was to hold GLBJZT (was 'status' meant?)", result.Refusal!.Message.En,
            StringComparison.Ordinal);
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Plane(string system) =>
        Mapping($"\"format\": \"csv\", \"system\": \"{system}\"",
        "\"BJDM\": {\"constant\": \"01037\"}, \"GLBJMC\": {\"constant\": \"路灯\"}, \"LON\": {\"column\": \"X\"}, \"LAT\": {\"column\": \"Y\"}");

    private static string PlaneRows(double falseEasting, int count)
    {
        var text = new StringBuilder("X,Y\n");
        for (var i = 0; i < count; i++)
        {
            var (east, north) = GaussKruger.Cgcs2000.Of(120.38 + i * 1e-4, 36.06, 120);
            text.Append(CultureInfo.InvariantCulture, $"{north:F4},{falseEasting + east:F4}\n");
        }
        return text.ToString();
    }

    private static SurveyOptions Options(string mapping) =>
        (SurveyMapping.Read(Encoding.UTF8.GetBytes(mapping), out var errors) ?? throw new InvalidOperationException(errors.ToString()))
            .ApplyTo(new SurveyOptions { Name = "s", On = new LocalDate(2026, 7, 1) });

    private static async Task<(InMemoryComponentStore Store, SurveyResult Result, string Rejects)> ImportAsync(string mapping, string text)
    {
        var store = new InMemoryComponentStore();
        using var rejects = new MemoryStream();
        var result = await new SurveyImport(store, Options(mapping), TimeProvider.System)
            .RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), rejects);
        Assert.Null(result.Refusal);
        return (store, result, Encoding.UTF8.GetString(rejects.ToArray()));
    }

    private static Task<SurveyResult> RunAsync(
        InMemoryComponentStore store, SurveyOptions options, string text, IProgress<SurveyProgress>? progress = null,
        CancellationToken cancel = default) =>
        new SurveyImport(store, options, TimeProvider.System)
            .RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), null, progress, cancel);

    private static async Task<List<Component>> AllAsync(InMemoryComponentStore store)
    {
        List<Component> all = [];
        await foreach (var last in store.ReadLastAsync()) all.Add(last.After);
        return [.. all.OrderBy(one => one.ExternalId, StringComparer.Ordinal)];
    }

    private sealed class Progress(Action told) : IProgress<SurveyProgress>
    {
        public void Report(SurveyProgress value)
        {
            if (value.Rows > 0) told();
        }
    }
}
