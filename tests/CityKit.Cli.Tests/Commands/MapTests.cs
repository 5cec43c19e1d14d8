using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

public sealed class MapTests : IDisposable
{
    private const string Header = "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,YHDWMC,SZDYWGBSM,LON,LAT\n";
    private static readonly string[] Texts = ["--title", "部件图", "--title-en", "Components", "--source", "测试 © 无", "--source-en",
        "Test © nobody", "--date", "2026-11-28"];
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Map_CountsFile_WritesAnSvgWithTitleDateSourceAndClasses()
    {
        var run = await MapAsync("m.svg", "--count", folder.Write("c.csv", "code,count\n370202001,5\n370202002,12.5\n"), "--count-name",
            "路灯", "--name-en", "en");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Output));
        List<string> texts = [.. XDocument.Load(folder.At("m.svg")).Descendants().Where(e => e.Name.LocalName == "text")
            .Select(e => e.Value)];
        foreach (var text in (string[])["部件图", "Components", "路灯", "12.5", "5", "来源 测试 © 无", "Source Test © nobody", "一街", "First",
            "市南区"]) Assert.Contains(text, texts);
        Assert.Contains("3 areas", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_RowsThatDoNotFit_AreToldAndTheMapIsMade()
    {
        var run = await MapAsync("m.svg", "--count", folder.Write("c.csv",
            "code,count\n370202001,5\n370202009,1\n370202002,many\n370202003,-1\n370202001,6\n"));
        Assert.Equal(ExitCode.Rejects, run.Code);
        foreach (var told in (string[])["no area 370202009", "row 3: 'many'", "row 4: '-1'", "row 5: the code 370202001 comes twice"])
            Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.At("m.svg")));
    }

    [Fact]
    public async Task Map_Registry_CountsByWhereComponentsStand()
    {
        var run = await MapAsync("m.html", "--db", await RegistryAsync());
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("1 components are in none", run.Error, StringComparison.Ordinal);
        using var data = Data("m.html");
        Assert.Equal([("370202001", 2), ("370202002", 1), ("370202003", 0)],
            Areas(data).Select(p => (p.GetProperty("code").GetString()!, p.GetProperty("count").GetInt32())));
        Assert.Empty(data.RootElement.GetProperty("dots").GetProperty("features").EnumerateArray()); // only for a part
        Assert.Single(data.RootElement.GetProperty("outlines").GetProperty("features").EnumerateArray());
    }

    [Fact]
    public async Task Map_GridInAGrid_IsDrawnOverIt()
    {
        var map = folder.Write(
            "g.geojson", $$"""{"type":"FeatureCollection","features":[{{Feature("in", "内", "", 120.01, 120.02)}},{{Feature("a", "外", "", 120, 120.03)}}]}""");
        var counts = folder.Write("c.csv", "code,count\na,1\nin,2\n");
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["map", "--map", map, "--code", "code", "--count", counts, "--out",
            folder.At("m.svg"), .. Texts])).Code);
        var fills = XDocument.Load(folder.At("m.svg")).Descendants().Where(e => e.Name.LocalName == "path")
            .Select(e => e.Attribute("fill")!.Value).ToList();
        Assert.Equal(["#f8f6cc", "#19376a"], fills);
    }

    [Theory]
    [InlineData("370202001", 1, 2)]
    [InlineData("370202", 3, 3)]
    [InlineData("120.011,36.001,120.019,36.009", 1, 1)]
    public async Task Map_Part_HasItsAreasAndSingleComponents(string part, int areas, int components)
    {
        var run = await MapAsync("m.html", "--db", await RegistryAsync(), "--part", part);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.DoesNotContain("not counted", run.Error, StringComparison.Ordinal); // what is elsewhere is not meant
        using var data = Data("m.html");
        var dots = data.RootElement.GetProperty("dots").GetProperty("features");
        Assert.Equal((areas, components), (Areas(data).Count, dots.GetArrayLength()));
        Assert.Equal("路灯", dots[0].GetProperty("properties").GetProperty("zh").GetString());
    }

    [Fact]
    public async Task Map_OwnCatalogue_GivesTheNames()
    {
        var catalogue = folder.Write("own.json", """
            {"standard": "GB/T 47678.5-2026", "label": {"zh": "自定", "en": "own"}, "source": "invented", "majors": [],
             "classes": [{"kind": "component", "code": "01037", "zh": "智慧灯杆", "en": "Smart pole"}]}
            """);
        Assert.Equal(ExitCode.Done,
            (await MapAsync("m.html", "--db", await RegistryAsync(), "--by", "class", "--catalogue", catalogue)).Code);
        using var data = Data("m.html");
        Assert.Equal("Smart pole", Areas(data)[0].GetProperty("parts")[0].GetProperty("en").GetString());
    }

    [Fact]
    public async Task Map_ByClass_SaysHowManyOfEachThereAre()
    {
        Assert.Equal(ExitCode.Done, (await MapAsync("m.html", "--db", await RegistryAsync(), "--by", "class")).Code);
        using var data = Data("m.html");
        var part = Assert.Single(Areas(data)[0].GetProperty("parts").EnumerateArray());
        Assert.Equal(("路灯", 2), (part.GetProperty("zh").GetString(), part.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Map_OtherLevel_ColoursThat()
    {
        Assert.Equal(ExitCode.Done, (await MapAsync("m.html", "--count", folder.Write("c.csv", "code,count\n370202000000,7\n"), "--level",
            "county")).Code);
        using var data = Data("m.html");
        Assert.Equal("市南区", Assert.Single(Areas(data)).GetProperty("zh").GetString());
    }

    [Theory]
    [InlineData("--db or --count", "m.svg")]
    [InlineData(".html or .svg", "m.png", "--count", "c.csv")]
    [InlineData("no box", "m.svg", "--count", "c.csv", "--part", "1,2,3")]
    [InlineData("no grid of that level or part", "m.svg", "--count", "c.csv", "--part", "9")]
    [InlineData("2 to 7", "m.svg", "--count", "c.csv", "--classes", "9")]
    [InlineData("600 to 10000", "m.svg", "--count", "c.csv", "--width", "20")]
    [InlineData("no column 'count'", "m.svg", "--count", "bad.csv")]
    [InlineData("--by class", "m.html", "--count", "c.csv", "--by", "class")]
    [InlineData("no registry", "m.svg", "--db", "none.db")]
    public async Task Map_WrongOption_EndsWith2AndSaysWhy(string why, string output, params string[] options)
    {
        folder.Write("c.csv", "code,count\n370202001,5\n");
        folder.Write("bad.csv", "code,number\n370202001,5\n");
        var run = await MapAsync(output, [.. options.Select(o => o.EndsWith(".csv", StringComparison.Ordinal)
            || o.EndsWith(".db", StringComparison.Ordinal) ? folder.At(o) : o)]);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains(why.Split(" or ")[0], run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At(output)));
    }

    private Task<ToolRun> MapAsync(string output, params string[] options) =>
        ToolRun.OfAsync(["map", "--map", folder.Write("m.geojson", Map()), "--code", "code", "--out", folder.At(output), .. Texts,
            .. options]);

    private async Task<string> RegistryAsync()
    {
        var survey = folder.Write("s.csv", Header + Row(1, 120.005) + Row(2, 120.006) + Row(3, 120.015) + Row(4, 120.9));
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("component", "import", survey, "--db", folder.At("r.db"))).Code);
        return folder.At("r.db");
    }

    private static string Row(int sequence, double longitude) => string.Create(CultureInfo.InvariantCulture,
        $"37020201037{sequence:D6},路灯,11100000000013338W,城管局,,370202001001001,{longitude},36.005\n");

    private static string Map() =>
        $$"""{"type":"FeatureCollection","features":[{{Feature("370202", "市南区", "Shinan", 120, 120.03)}},{{Feature("370202001", "一街", "First", 120, 120.01)}},{{Feature("370202002", "二街", "Second", 120.01, 120.02)}},{{Feature("370202003", "三街", "", 120.02, 120.03)}}]}""";

    private static string Feature(string code, string name, string english, double west, double east) =>
        string.Create(CultureInfo.InvariantCulture,
        $$$"""{"type":"Feature","properties":{"code":"{{{code}}}","name":"{{{name}}}","en":"{{{english}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},36],[{{{east}}},36],[{{{east}}},36.01],[{{{west}}},36.01],[{{{west}}},36]]]}}""");

    private JsonDocument Data(string file)
    {
        var page = File.ReadAllText(folder.At(file), Encoding.UTF8);
        var from = page.IndexOf("id=\"data\">", StringComparison.Ordinal) + "id=\"data\">".Length;
        return JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]);
    }

    private static List<JsonElement> Areas(JsonDocument data) =>
        [.. data.RootElement.GetProperty("areas").GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties"))
            .OrderBy(p => p.GetProperty("code").GetString(), StringComparer.Ordinal)];
}
