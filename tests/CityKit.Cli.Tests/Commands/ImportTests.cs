using System.Text.Json;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

/// <summary><c>import preview</c> and <c>import</c>: a bureau's file as it is, to a registry.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Bureau = "编号,类型,经度,纬度,主管单位,权属单位,养护单位,单元网格,来源\n"
        + "A-1,消火栓,120.38,36.06,市政局,市政局,二队,370202001001001,实测\nA-2,路灯,120.39,36.07,市政局,市政局,二队,370202001001001,实测\n";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Preview_ThenEditedThenImport_TakesTheFileAsItIs()
    {
        var (file, mapping, database) = (folder.Write("bureau.csv", Bureau), folder.At("m.json"), folder.At("c.db"));
        var preview = await ToolRun.OfAsync("import", "preview", file, "--write", mapping);
        Assert.Equal(ExitCode.Rejects, preview.Code);
        Assert.Contains("编号 -> YBSM", preview.Output, StringComparison.Ordinal);
        Assert.Contains("2 rows, 0 would be taken, 2 rejected.", preview.Output, StringComparison.Ordinal);
        Assert.Contains("write the value in place of '?'", preview.Output, StringComparison.Ordinal);
        Assert.Equal(["bureau.csv", "m.json"],
            Directory.GetFiles(folder.At("")).Select(Path.GetFileName).Order()); // nothing else was changed
        var edited = (await File.ReadAllTextAsync(mapping)).Replace("\"消火栓\": \"?\"", "\"消火栓\": \"01043\"",
            StringComparison.Ordinal).Replace("\"路灯\": \"?\"", "\"路灯\": \"01037\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(mapping,
            edited[..edited.LastIndexOf('}')].TrimEnd() + ", \"bodies\": {\"市政局\": \"11100000000013338W\"}}");
        var again = await ToolRun.OfAsync("import", "preview", file, "--mapping", mapping, "--catalogue", "47678");
        Assert.Equal(ExitCode.Done, again.Code);
        var import = await ToolRun.OfAsync("import", file, "--mapping", mapping, "--db", database, "--catalogue", "47678", "--json");
        Assert.Equal((ExitCode.Done, 2), (import.Code, JsonDocument.Parse(import.Output).RootElement.GetProperty("accepted").GetInt32()));
        var found = await ToolRun.OfAsync("component", "find", "--db", database, "--lon", "120.38", "--lat", "36.06");
        Assert.Contains("市政局", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_WriteOverAMapping_IsRefusedAndLeavesIt()
    {
        var mapping = folder.Write("m.json", "edited");
        var run = await ToolRun.OfAsync("import", "preview", folder.Write("bureau.csv", Bureau), "--write", mapping);
        Assert.Equal((ExitCode.CouldNot, "edited"), (run.Code, await File.ReadAllTextAsync(mapping)));
        Assert.Contains("is there already", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfAnOwnScheme_KeepsItAndAsksForTheDepartment()
    {
        var mapping = folder.At("m.json");
        await ToolRun.OfAsync("import", "preview", folder.Write("trees.csv", "id,lon,lat\n1,-123.1,49.2\n"), "--id-scheme", "van",
            "--write", mapping);
        var json = JsonDocument.Parse(await File.ReadAllTextAsync(mapping)).RootElement;
        var department = json.GetProperty("fields").GetProperty("ZGBMMC").GetProperty("constant").GetString();
        Assert.Equal(("van", "?"), (json.GetProperty("scheme").GetString(), department));
    }

    [Fact]
    public async Task Import_OwnColumnsWithoutAMapping_NamesThePreview()
    {
        var run = await ToolRun.OfAsync("import", folder.Write("trees.csv", "id,height\n1,2\n"), "--db", folder.At("c.db"));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("citykit import preview", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_AsJson_HasMappingRowsAndVerdict()
    {
        var file = folder.Write("swapped.csv", "no,x,y,grid\n1,36.06,120.38,370202001001001\n");
        var run = await ToolRun.OfAsync("import", "preview", file, "--json", "--axes", "east-north");
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(("csv", 1), (json.GetProperty("mapping").GetProperty("format").GetString(), json.GetProperty("count").GetInt32()));
        Assert.Equal("north-east", json.GetProperty("mapping").GetProperty("axes").GetString());
        Assert.Equal("36.06", json.GetProperty("rows")[0].GetProperty("fields").GetProperty("LON").GetString());
    }

    [Theory]
    [InlineData("--column", "lng=LON", "--column is in the mapping file")]
    [InlineData("--format", "csv", "--format is in the mapping file")]
    public async Task Import_WhatTheMappingSaysSaidAgain_IsRefused(string option, string value, string message)
    {
        var mapping = folder.Write("m.json", """{"version": 1, "format": "csv", "fields": {}}""");
        var run = await ToolRun.OfAsync("import", folder.Write("a.csv", Bureau), "--mapping", mapping, "--db", folder.At("c.db"), option,
            value);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BrokenMapping_NamesLineAndColumn()
    {
        var mapping = folder.Write("m.json", "{\"version\": 1,\n \"format\": \"cvs\", \"fields\": {}}");
        var run = await ToolRun.OfAsync("import", folder.Write("a.csv", Bureau), "--mapping", mapping, "--db", folder.At("c.db"));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("Line 2, column 12 (format)", run.Error, StringComparison.Ordinal);
        Assert.Contains("第 2 行第 12 列", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ChinesePlane_StatesHowItWasRead()
    {
        var (file, prj) = (folder.Write("p.csv", "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,QSDWDM,QSDWMC,YHDWMC,SZDYWGBSM,SJLY,LON,LAT\n"
            + "37020201037000001,路灯,11100000000013338W,局,11100000000013338W,局,队,370202001001001,实测,3992000,40534000\n"),
                folder.Write("a.prj",
            """PROJCS["z",GEOGCS["g",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"""));
        var run = await ToolRun.OfAsync("component", "import", file, "--db", folder.At("c.db"), "--system", prj);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("Coordinates are read as X north, Y east, with zone prefix 40.", run.Error, StringComparison.Ordinal);
        Assert.Contains("坐标按 X 为北、Y 为东读取，带号 40", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EPSG:4610", "parameters are not public")]
    [InlineData("EPSG:1", "not one of the known codes")]
    public async Task Import_SystemThatCannotBeConverted_IsRefused(string system, string reason)
    {
        var run = await ToolRun.OfAsync("component", "import", folder.Write("a.csv", "GLBJBSM,LON,LAT\n"), "--db", folder.At("c.db"),
            "--system", system);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }
}
