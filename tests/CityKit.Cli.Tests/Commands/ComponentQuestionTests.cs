using System.Globalization;
using System.Text.Json;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

/// <summary><c>component find</c> without a place, <c>count</c> and <c>export</c>.</summary>
public sealed class ComponentQuestionTests : IDisposable
{
    private const string Header = "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,QSDWMC,SZDYWGBSM,CSRQ,YBSM,LON,LAT\n";
    private readonly TempFolder folder = new();

    private string Database => folder.At("registry.db");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1,2,3,4,5,6,7,8,9,10")]
    [InlineData("1,2,3", "--box", "120.3799,36.05,120.38025,36.07")]
    [InlineData("4,5,6", "--circle", "120.3804,36.06,10")]
    [InlineData("1,3,5,7,9", "--owner", "自来水公司")]
    [InlineData("2,4,6,8,10", "--grid", "370202001002002")]
    [InlineData("1,3,5,7,9", "--grid", "unit-grid:370202001001001")]
    [InlineData("1,3,5,7,9", "--area", "370202001001")]
    [InlineData("3,4", "--from", "2026-07-03", "--until", "2026-07-04")]
    [InlineData("1,2", "--on", "2026-07-02")]
    [InlineData("7", "--external-id", "PF-7")]
    [InlineData("5", "--department", "11100000000013338W", "--owner", "自来水公司", "--circle", "120.3804,36.06,5")]
    [InlineData("", "--state", "破损")]
    public async Task Find_WithoutAPlace_IsWhatFits(string sequences, params string[] asked)
    {
        var run = await FindAsync(asked);
        var ids = run.Output.Split('\n').Skip(1).Where(line => line.Length > 0)
            .Select(line => int.Parse(line.AsSpan(11, 6), CultureInfo.InvariantCulture));
        var expected = sequences.Length == 0 ? [] : sequences.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture));
        Assert.Equal(expected, ids);
        Assert.Equal(ExitCode.Done, run.Code);
    }

    [Fact]
    public async Task Find_InADrawnPolygon_TakesACollectionAFeatureOrABareGeometry()
    {
        const string Polygon =
            """{"type":"Polygon","coordinates":[[[120.37995,36.05],[120.38015,36.05],[120.38015,36.07],[120.37995,36.07],[120.37995,36.05]]]}""";
        var feature = $$"""{"type":"Feature","properties":{"x":1},"geometry":{{Polygon}}}""";
        foreach (var text in new[] { Polygon, feature, $$"""{"type":"FeatureCollection","features":[{{feature}}]}""",
            $$"""{"type":"GeometryCollection","geometries":[{{Polygon}}]}""" })
            Assert.Contains("2 found.", (await FindAsync("--in", folder.Write("in.geojson", text))).Error, StringComparison.Ordinal);
        foreach (var bad in new[] { "", "{", "[]", """{"type":"FeatureCollection"}""", """{"type":"FeatureCollection","features":[]}""",
            """{"type":"Point","coordinates":[1,2]}""", Polygon.Replace("120.37995,36.05]]", "1,2]]", StringComparison.Ordinal) })
        {
            var run = await FindAsync("--in", folder.Write("bad.geojson", bad));
            Assert.Equal((ExitCode.CouldNot, ""), (run.Code, run.Output));
            Assert.Contains("bad.geojson: The file draws no region", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Find_ByPages_GoesOnWhereTheOneBeforeEnded()
    {
        var first = await FindAsync("--count", "4", "--json");
        Assert.Contains("--after 37020201037000004", first.Error, StringComparison.Ordinal);
        var second = await FindAsync("--count", "4", "--json", "--after", "37020201037000004");
        Assert.Equal("37020201037000005", JsonDocument.Parse(second.Output.Split('\n')[0]).RootElement.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("--box", "1,2,3")]
    [InlineData("--box", "3,2,1,4")]
    [InlineData("--circle", "120,36,-5")]
    [InlineData("--circle", "120,36,x")]
    [InlineData("--box", "1,2,3,4", "--circle", "1,2,3")]
    [InlineData("--grid", "x")]
    [InlineData("--grid", "370202001001001", "--area", "37")]
    [InlineData("--area", "99")]
    [InlineData("--from", "2026-07-03", "--until", "2026-07-01")]
    [InlineData("--on", "yesterday")]
    [InlineData("--count", "0")]
    [InlineData("--after", "page 2")]
    [InlineData("--lon", "120")]
    [InlineData("--lon", "120", "--lat", "36", "--owner", "x")]
    public async Task Find_WithoutSense_EndsWith2AndOneSentence(params string[] asked)
    {
        var run = await FindAsync(asked);
        Assert.Equal((ExitCode.CouldNot, ""), (run.Code, run.Output));
        Assert.Contains(asked[^2], run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Count_ByOneOrTwo_IsATable()
    {
        await ImportAsync();
        Assert.Equal("10\n", (await CountAsync()).Output);
        Assert.Equal("class,grid,count\n01037,370202001001001,5\n01037,370202001002002,5\n",
            (await CountAsync("--by", "class,grid")).Output);
        Assert.Equal("owner,count\n,5\n自来水公司,5\n", (await CountAsync("--by", "owner")).Output);
        Assert.Equal("{\"major-class\":\"01\",\"count\":3}\n",
            (await CountAsync("--by", "major-class", "--json", "--until", "2026-07-03")).Output);
        foreach (var bad in new[] { "colour", "class,grid,owner", "class,class" })
            Assert.Equal(ExitCode.CouldNot, (await CountAsync("--by", bad)).Code);
    }

    [Fact]
    public async Task Count_ByAMap_TakesGridsFromThePoints()
    {
        const string Map = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[120.37,36],[120.38025,36],[120.38025,37],[120.37,37],[120.37,36]]]}}]}""";
        await ImportAsync();
        Assert.Equal("grid,count\n,7\nA,3\n", (await CountAsync("--by", "grid", "--map", folder.Write("map.geojson", Map))).Output);
    }

    [Theory]
    [InlineData("out.csv")]
    [InlineData("out.geojson")]
    public async Task Export_ImportedAgain_IsTheSame(string name)
    {
        await ImportAsync();
        var export = await ToolRun.OfAsync("component", "export", "--db", Database, "--to", folder.At(name), "--owner", "自来水公司");
        Assert.Equal((ExitCode.Done, ""), (export.Code, export.Output));
        Assert.Contains("5 components", export.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("component", "import", folder.At(name), "--db", folder.At("again.db"))).Code);
        string[] find = ["component", "find", "--db", Database, "--owner", "自来水公司"];
        Assert.Equal((await ToolRun.OfAsync(find)).Output,
            (await ToolRun.OfAsync("component", "find", "--db", folder.At("again.db"))).Output);
    }

    [Fact]
    public async Task Export_WhereItCannot_EndsWith2AndLeavesNothing()
    {
        await ImportAsync();
        foreach (var to in new[] { folder.At("out.doc"), Path.Combine(folder.At("none"), "out.csv"),
            Path.Combine(folder.At("none"), "out.gpkg") })
            Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("component", "export", "--db", Database, "--to", to)).Code);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("component", "export", "--db", Database, "--to", folder.At("out.gpkg"))).Code);
        Assert.Equal(["out.gpkg"], Directory.GetFiles(folder.At("")).Select(Path.GetFileName)
            .Where(name => name!.StartsWith("out", StringComparison.Ordinal)));
    }

    private async Task<ToolRun> FindAsync(params string[] asked)
    {
        await ImportAsync();
        return await ToolRun.OfAsync(["component", "find", "--db", Database, .. asked]);
    }

    private Task<ToolRun> CountAsync(params string[] asked) => ToolRun.OfAsync(["component", "count", "--db", Database, .. asked]);

    private async Task ImportAsync() =>
        Assert.Equal(ExitCode.Done,
            (await ToolRun.OfAsync(
            "component", "import", folder.Write("s.csv", Header + string.Concat(Enumerable.Range(1, 10).Select(Row))), "--db",
            Database)).Code);

    private static string Row(int i) => string.Create(CultureInfo.InvariantCulture,
        $"37020201037{i:D6},路灯,11100000000013338W,市南区城市管理局,{(i % 2 == 1 ? "自来水公司" : "")},37020200100{2 - i % 2}00{2 - i % 2},202607{i:D2},PF-{i},{120.38 + (i - 1) * 1e-4:F6},36.06\n");
}
