using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CityKit.Cli.Tests.Support;
using CityKit.Core;
using CityKit.Grids.Coordinates;

namespace CityKit.Cli.Tests.Commands;

public sealed class GridTests : IDisposable
{
    private const string Community = "370202014901";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Check_CleanMap_EndsWith0()
    {
        var run = await ToolRun.OfAsync("grid", "check", "--map", Clean(), "--code", "bgid", "--json");
        Assert.Equal((ExitCode.Done, 2), (run.Code, Json(run).GetProperty("grids").GetInt32()));
        Assert.Empty(Json(run).GetProperty("findings").EnumerateArray());
        Assert.Contains("scheme unit-grid", run.Error, StringComparison.Ordinal);
        Assert.Contains("km² in 120.4..120.41, 36.06..36.07", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing wrong was found. 未发现问题。", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_BadMap_NamesEverythingAndEndsWith1()
    {
        var run = await ToolRun.OfAsync("grid", "check", "--map", Bad(), "--code", "bgid", "--json");
        Assert.Equal(ExitCode.Rejects, run.Code);
        var problem = Json(run).GetProperty("problems").EnumerateArray().Single();
        Assert.Equal((2, $"{Community}003", "invalid"),
            (problem.GetProperty("feature").GetInt32(), problem.GetProperty("code").GetString(), problem.GetProperty("reason")
            .GetString()));
        var overlap = Json(run).GetProperty("findings").EnumerateArray().Single();
        Assert.Equal(("overlap", $"{Community}001"),
            (overlap.GetProperty("kind").GetString(), overlap.GetProperty("codes")[0].GetString()));
        Assert.True(overlap.GetProperty("squareMetres").GetDouble() > 1_000);
    }

    [Fact]
    public async Task Check_WithoutJson_IsCsv()
    {
        var run = await ToolRun.OfAsync("grid", "check", "--map", Bad(), "--code", "bgid");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("kind,feature,codes,square_metres,lon,lat,message", lines[0].TrimEnd());
        Assert.StartsWith($"invalid,2,{Community}003,,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"overlap,,{Community}001 {Community}002,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_GridOutsideItsArea_IsFoundWithAreas()
    {
        var areas = folder.Write("areas.geojson", Collection(Feature("code", Community, 120.40, 36.06, 120.41, 36.07)));
        var map = folder.Write("m.geojson", Collection(Feature("bgid", Community + "001", 120.40, 36.06, 120.415, 36.07)));
        var run = await ToolRun.OfAsync("grid", "check", "--map", map, "--code", "bgid", "--areas", areas, "--json");
        Assert.Equal("outside-area", Json(run).GetProperty("findings")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Check_Repair_NamesWhatChanged()
    {
        var run = await ToolRun.OfAsync("grid", "check", "--map", Bad(), "--code", "bgid", "--repair", "--json");
        Assert.Empty(Json(run).GetProperty("problems").EnumerateArray());
        var repair = Json(run).GetProperty("findings").EnumerateArray()
            .Single(finding => finding.GetProperty("kind").GetString() == "repaired").GetProperty("repair");
        Assert.Equal((1, 2), (repair.GetProperty("partsBefore").GetInt32(), repair.GetProperty("partsAfter").GetInt32()));
        Assert.True(repair.GetProperty("squareMetresAfter").GetDouble() > 1_000);
    }

    [Fact]
    public async Task Levels_CheckAndLocate_KnowParents()
    {
        folder.Write("wide.geojson", Collection(Feature("id", "1", 120.40, 36.06, 120.42, 36.07)));
        folder.Write("narrow.geojson", Collection(Feature("id", "11", 120.40, 36.06, 120.41, 36.07), Feature("id",
            "12", 120.41, 36.06, 120.42, 36.07)));
        var levels = folder.Write(
            "levels.json", """{"levels": [{"scheme": "wide", "file": "wide.geojson", "code": "id"}, {"scheme": "narrow", "file": "narrow.geojson", "code": "id", "parent": "prefix"}]}""");
        var check = await ToolRun.OfAsync("grid", "check", "--levels", levels, "--json");
        Assert.Equal((ExitCode.Done, 3), (check.Code, Json(check).GetProperty("grids").GetInt32()));
        var points = folder.Write("p.csv", "name,x,y\na,120.415,36.065\nb,1,1\n");
        var located = await ToolRun.OfAsync("grid", "locate", "--levels", levels, "--points", points, "--lon", "x", "--lat", "y");
        Assert.Equal(["name,x,y,grid_code,grid_parents", "a,120.415,36.065,12,1",
            "b,1,1,,"], located.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var both = await ToolRun.OfAsync("grid", "check", "--levels", levels, "--map", points);
        Assert.Equal(ExitCode.CouldNot, both.Code);
    }

    [Fact]
    public async Task Check_GridsWithSeveralTimes_NeedADay()
    {
        var before = Feature("bgid", Community + "001\",\"validUntil\":\"2025-01-01", 120.40, 36.06, 120.405, 36.07);
        var after = Feature("bgid", Community + "001\",\"validFrom\":\"2025-01-01", 120.40, 36.06, 120.406, 36.07);
        var map = folder.Write("m.geojson", Collection(before, after));
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("grid", "check", "--map", map, "--code", "bgid")).Code);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("grid", "check", "--map", map, "--code", "bgid", "--on", "2026-07-01")).Code);
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("grid", "check", "--map", map, "--code", "bgid", "--on", "July")).Code);
    }

    [Theory]
    [InlineData(null, ExitCode.Done, "scheme grid read")]
    [InlineData("precinct", ExitCode.Done, "scheme precinct read")]
    [InlineData("unit-grid", ExitCode.CouldNot, "name theirs")] // and how
    public async Task Check_CodesOfNoNationalScheme_AreTakenOrTheWayOutIsSaid(string? scheme, int code, string says)
    {
        var map = folder.Write("m.geojson", Collection(Feature("code", "17", 120.40, 36.06, 120.405, 36.07)));
        var run = await ToolRun.OfAsync(["grid", "check", "--map", map, .. scheme is null ? (string[])[] : ["--scheme", scheme]]);
        Assert.Equal(code, run.Code);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.geojson", "")]
    [InlineData("none.geojson", "not json")]
    [InlineData("none.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}")]
    [InlineData("broken.geojson.gz", "not packed")]
    public async Task Check_FileWithoutGrids_CouldNot(string name, string content)
    {
        var run = await ToolRun.OfAsync("grid", "check", "--map", folder.Write(name, content), "--code", "bgid");
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.NotEmpty(run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Check_NoSuchFile_CouldNot() =>
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("grid", "check", "--map", folder.At("no.geojson"), "--code", "c")).Code);

    [Fact]
    public async Task Locate_CsvWithQuotes_CopiesRowsAndAddsTheCode()
    {
        var points = folder.Write("p.csv", "id,name,x,y\r\n1,\"a, \"\"b\"\"\",120.402,36.065\r\n2,c,120.408,36.065\r\n3,d,121,36\r\n");
        var run = await LocateAsync(points);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(["id,name,x,y,grid_code", $"1,\"a, \"\"b\"\"\",120.402,36.065,{Community}001", $"2,c,120.408,36.065,{Community}002",
            "3,d,121,36,"], Lines(run));
        Assert.Contains("3 rows: 2 in a grid, 0 near one, 1 in none, 0 rejected", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locate_BadRows_AreNamedAndTheRestIsWritten()
    {
        var points = folder.Write("p.csv", "x,y\nfish,36\n120.402,36.065\n1,2,3\n500,36\n");
        var run = await LocateAsync(points);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Equal(["x,y,grid_code", "fish,36,", $"120.402,36.065,{Community}001", "500,36,"], Lines(run));
        Assert.Contains("row 1, x, y: 'fish, 36'", run.Error, StringComparison.Ordinal);
        Assert.Contains("row 3: '3 fields'", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Points that were packed and cut short are not all the points (issue 8, number 14).</summary>
    [Fact]
    public async Task Locate_GzipCutShort_CouldNot()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(
            "x,y\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"120.40{i % 9},36.06{i % 7}\n"))));
        var run = await LocateAsync(folder.Write("p.csv.gz", bytes.ToArray()[..^6]));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("cut short", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("rejected", run.Error, StringComparison.Ordinal); // no count that looks like the end
    }

    [Fact]
    public async Task Locate_CarriageReturnsOnly_IsReadLikeLineFeeds()
    {
        var run = await LocateAsync(folder.Write("p.csv", "id,x,y\r1,120.402,36.065\r2,121,36\r"));
        Assert.Equal((ExitCode.Done, "id,x,y,grid_code", $"1,120.402,36.065,{Community}001", "2,121,36,"),
            (run.Code, Lines(run)[0], Lines(run)[1], Lines(run)[2]));
    }

    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    public async Task Locate_AnotherEncoding_IsReadAndStated(string name)
    {
        var encoding = CityKit.Core.Text.TextEncodings.Find(name)!;
        var run = await LocateAsync(
            folder.Write("p.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes("名称,x,y\n路灯,120.402,36.065\n")]));
        Assert.Equal((ExitCode.Done, "名称,x,y,grid_code", $"路灯,120.402,36.065,{Community}001"), (run.Code, Lines(run)[0], Lines(run)[1]));
        Assert.Equal(name != "utf-8", run.Error.Contains($"is read as {name}", StringComparison.Ordinal));
    }

    /// <summary>
    /// A grid of two squares side by side, as a merge without dissolving writes it (issue 8, number 15; the union of both is a valid
    /// polygon).
    /// </summary>
    [Fact]
    public async Task LocateAndCheck_PartsThatShareAnEdge_AreTakenAndNamed()
    {
        const string West = "[[[120.40,36.06],[120.405,36.06],[120.405,36.07],[120.40,36.07],[120.40,36.06]]]", East =
            "[[[120.405,36.06],[120.41,36.06],[120.41,36.07],[120.405,36.07],[120.405,36.06]]]";
        var map = folder.Write(
            "m.geojson", $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"bgid":"{{Community}}001"},"geometry":{"type":"MultiPolygon","coordinates":[{{West}},{{East}}]} }]}""");
        var locate = await ToolRun.OfAsync(
            "grid", "locate", "--map", map, "--code", "bgid", "--points",
            folder.Write("p.csv", "x,y\n120.402,36.065\n120.405,36.065\n120.408,36.065\n"), "--lon", "x", "--lat", "y");
        Assert.All(Lines(locate)[1..4], line => Assert.EndsWith($",{Community}001", line, StringComparison.Ordinal));
        Assert.Contains("share an edge", locate.Error, StringComparison.Ordinal);
        var check = await ToolRun.OfAsync("grid", "check", "--map", map, "--code", "bgid");
        Assert.Equal(ExitCode.Rejects, check.Code);
        Assert.StartsWith($"shared-edge,,{Community}001,0.0,", check.Output.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locate_ColumnThatComesTwice_CouldNot() =>
        Assert.Equal(ExitCode.CouldNot, (await LocateAsync(folder.Write("p.csv", "x,y,x\n120.402,36.065,1\n"))).Code);

    /// <summary>What the map lacks is named by every command that reads one.</summary>
    [Fact]
    public async Task AnyCommand_MapWithInvalidRings_NamesThem()
    {
        var survey = folder.Write(
            "s.csv", "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,LON,LAT\n37020201037000001,路灯,11100000000013338W,局,120.402,36.065\n");
        var import = await ToolRun.OfAsync("component", "import", survey, "--db", folder.At("r.db"), "--map", Bad(), "--code", "bgid");
        var draw = await ToolRun.OfAsync("component", "draw", "--db", folder.At("r.db"), "--map", Bad(), "--code", "bgid");
        var locate = await ToolRun.OfAsync(
            "grid", "locate", "--map", Bad(), "--code", "bgid", "--points", folder.Write("p.csv", "x,y\n120.402,36.065\n"), "--lon", "x",
            "--lat", "y");
        Assert.All([import, draw, locate], run => Assert.Contains($"feature 2 ({Community}003)", run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_OnlyInvalidGrids_NamesThem()
    {
        var ring = "[[120.40,36.06],[120.41,36.07],[120.41,36.06],[120.40,36.07],[120.40,36.06]]";
        var map = folder.Write(
            "m.geojson", $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"bgid":"{{Community}}001"},"geometry":{"type":"Polygon","coordinates":[{{ring}}]} }]}""");
        var run = await ToolRun.OfAsync("grid", "check", "--map", map, "--code", "bgid");
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.StartsWith($"invalid,0,{Community}001", run.Output.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locate_DecimalComma_IsRejectedAndNotMisread()
    {
        var run = await LocateAsync(folder.Write("p.csv", "x,y\n\"12,0\",\"3,6\"\n"));
        Assert.Equal((ExitCode.Rejects, "\"12,0\",\"3,6\","), (run.Code, Lines(run)[1]));
    }

    [Fact]
    public async Task LocateAndCheck_RandomBytes_EndWithACodeAndNeverFail()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var bytes = seed % 3 == 0 ? Encoding.UTF8.GetBytes(File.ReadAllText(Clean()))
                : Encoding.UTF8.GetBytes("x,y\n120.402,36.065\n\"a\",2\n");
            for (var change = random.Next(1, 6); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var file = folder.Write(random.Next(4) == 0 ? "r.gz" : "r.csv", bytes);
            Assert.InRange((await ToolRun.OfAsync(
                "grid", "locate", "--map", Clean(), "--code", "bgid", "--points", file, "--lon", "x", "--lat", "y")).Code, 0, 2);
            Assert.InRange((await ToolRun.OfAsync("grid", "check", "--map", file, "--code", "bgid")).Code, 0, 2);
        }
    }

    [Fact]
    public async Task Locate_Nearest_AddsCodeAndDistance()
    {
        var points = folder.Write("p.csv", "x,y\n120.411,36.065\n120.42,36.065\n120.402,36.065\n");
        var run = await LocateAsync(points, "--nearest", "200");
        var rows = Lines(run).Select(line => line.Split(',')).ToList();
        Assert.Equal(["x", "y", "grid_code", "grid_metres"], rows[0]);
        Assert.Equal((Community + "002", true),
            (rows[1][2], Math.Abs(double.Parse(rows[1][3], CultureInfo.InvariantCulture) - 89.9) < 0.2));
        Assert.Equal(["", ""], rows[2][2..]);
        Assert.Equal([Community + "001", "0.0"], rows[3][2..]);
    }

    [Theory]
    [InlineData("gcj02")]
    [InlineData("bd09")]
    public async Task Locate_OtherSystem_FindsThePlaceOnTheGround(string system)
    {
        var place = GeoPoint.FromDegrees(120.402, 36.065);
        var (gcj, bd) = (Gcj02Point.FromGeoPoint(place), Bd09Point.FromGeoPoint(place));
        var (x, y) = system == "gcj02" ? (gcj.Longitude, gcj.Latitude) : (bd.Longitude, bd.Latitude);
        var points = folder.Write("p.csv", string.Create(CultureInfo.InvariantCulture, $"x,y\n{x:R},{y:R}\n"));
        Assert.EndsWith(Community + "001", Lines(await LocateAsync(points, "--system", system))[1], StringComparison.Ordinal);
    }

    // 120.402 east, 36.065 north by Krüger's series.
    [Theory]
    [InlineData("EPSG:4549", "536216.127,3992829.840")]
    [InlineData("EPSG:4528", "40536216.127,3992829.840")]
    public async Task Locate_ChinesePlane_FindsThePlaceOnTheGround(string system, string point)
    {
        var points = folder.Write("p.csv", $"east,north\n{point}\n");
        var run = await ToolRun.OfAsync("grid", "locate", "--map", Clean(), "--code", "bgid", "--points", points, "--lon", "east", "--lat",
            "north", "--system", system);
        Assert.EndsWith(Community + "001", Lines(run)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locate_PackedFilesAndJson_GiveJsonLines()
    {
        var points = folder.Write("p.csv.gz", Packed("id,x,y\n海,120.402,36.065\nb,121,36\n"));
        var map = folder.Write("m.geojson.gz", Packed(File.ReadAllText(Clean())));
        var run = await ToolRun.OfAsync(
            "grid", "locate", "--map", map, "--code", "bgid", "--points", points, "--lon", "x", "--lat", "y", "--json", "--column", "grid");
        var rows = Lines(run).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(("海", Community + "001"), (rows[0].GetProperty("id").GetString(), rows[0].GetProperty("grid").GetString()));
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("grid").ValueKind);
    }

    [Theory]
    [InlineData("x,y\n", "lon", "no column 'lon'")]
    [InlineData("", "x", "empty")]
    [InlineData("x,y,grid_code\n", "x", "already has a column")]
    public async Task Locate_WrongColumns_CouldNotAndSaysWhy(string content, string longitude, string message)
    {
        var run = await ToolRun.OfAsync(
            "grid", "locate", "--map", Clean(), "--code", "bgid", "--points", folder.Write("p.csv", content), "--lon", longitude, "--lat",
            "y");
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locate_QuoteNeverClosed_CouldNotOnceTheRecordIsTooLong()
    {
        var run = await LocateAsync(folder.Write("p.csv", "x,y\n120.402,36.065\n\"" + new string('1', 3_000_000)));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("after row 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_BadMap_IsSvgWithTheOverlapInRed()
    {
        var run = await ToolRun.OfAsync("grid", "draw", "--map", Bad(), "--code", "bgid", "--width", "600");
        Assert.Equal(ExitCode.Rejects, run.Code);
        var paths = XDocument.Parse(run.Output).Descendants().Where(element => element.Name.LocalName == "path").ToList();
        Assert.Equal(3, paths.Count); // two grids, one overlap
        Assert.Equal("#d32f2f", paths[^1].Attribute("fill")!.Value);
        Assert.Equal(run.Output, (await ToolRun.OfAsync("grid", "draw", "--map", Bad(), "--code", "bgid", "--width", "600")).Output);
    }

    [Theory]
    [InlineData("199")]
    [InlineData("10001")]
    [InlineData("wide")]
    public async Task Draw_WidthOutOfRange_EndsWith2(string width)
    {
        var run = await ToolRun.OfAsync("grid", "draw", "--map", Clean(), "--code", "bgid", "--width", width);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains($"200 to 10000 pixels, not '{width}'", run.Error);
        Assert.Empty(run.Output);
    }

    private Task<ToolRun> LocateAsync(string points, params string[] more) =>
        ToolRun.OfAsync(["grid", "locate", "--map", Clean(), "--code", "bgid", "--points", points, "--lon", "x", "--lat", "y", .. more]);

    private string Clean() =>
        folder.Write("clean.geojson",
        Collection(Feature("bgid", Community + "001", 120.40, 36.06, 120.405, 36.07),
        Feature("bgid", Community + "002", 120.405, 36.06, 120.41, 36.07)));

    private string Bad() =>
        folder.Write("bad.geojson",
        Collection(Feature("bgid", Community + "001", 120.40, 36.06, 120.406, 36.07),
        Feature("bgid", Community + "002", 120.405, 36.06, 120.41, 36.07),
        "{\"type\":\"Feature\",\"properties\":{\"bgid\":\"" + Community
            + "003\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,2],[2,1],[1,2],[1,1]]]}}"));

    private static string Collection(params string[] features) =>
        $"{{\"type\":\"FeatureCollection\",\"features\":[{string.Join(',', features)}]}}";

    private static string Feature(string property, string code, double west, double south, double east, double north) =>
        string.Create(CultureInfo.InvariantCulture,
        $"{{\"type\":\"Feature\",\"properties\":{{\"{property}\":\"{code}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}");

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var packing = new GZipStream(bytes, CompressionLevel.Fastest)) packing.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private static string[] Lines(ToolRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r'))];

    private static JsonElement Json(ToolRun run) => JsonDocument.Parse(run.Output).RootElement;
}
