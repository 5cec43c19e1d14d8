using System.Text.Json;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

/// <summary><c>citykit city check</c>: a small city without a fault, and what is said of each fault that is put into it.</summary>
public sealed class CityTests : IDisposable
{
    private const string Profile = """
        {"schema": 1, "id": "own-order", "version": "1", "zh": "自定义工单", "en": "Own order", "initial": "open", "openers": ["DutyOfficer"], "maxExtensions": 0, "maxSuspensions": 0,
         "stages": [{"id": "work", "zh": "处理", "en": "work"}], "states": [{"id": "open", "stage": "work", "zh": "开", "en": "open"}, {"id": "done", "stage": "work", "zh": "完", "en": "done", "closed": true}],
         "commands": [{"id": "finish", "zh": "完成", "en": "finish"}],
         "transitions": [{"from": ["*"], "command": "finish", "to": "done", "roles": ["DutyOfficer"]}], "visibility": {}}
        """;

    private static readonly Dictionary<string, string> City = new()
    {
        ["rules.json"] = """
            {"version": 1, "rules": [
              {"id": "fall", "where": "hub",
               "sensors": {"device": "pi-001", "sensor": "canopy"},
               "when": {"kind": "match", "event": "detection"},
               "then": {"severity": "critical", "title": {"zh": "坠物", "en": "Falling object"}, "notify": ["DutyOfficer", "duty-desk"],
                "lead": {"profile": "own-order", "class": "GB/T 47678.5-2026:matter:10999"}}}
            ]}
            """,
        ["sensors.json"] = """
            {"version": 1, "sensors": [
              {"device": "pi-001", "sensor": "canopy", "quantity": "fall", "grid": "370202014901001",
               "compound": "garden", "building": "3", "entrance": "1", "validFrom": "2026-01-01T00:00:00Z"},
              {"device": "pi-002", "sensor": "water", "quantity": "water", "validFrom": "2026-01-01T00:00:00Z"}
            ]}
            """,
        ["policy.json"] = """
            {"schema": 1, "label": "invented", "audiences": ["duty-desk"],
             "stageLimits": [{"profile": "own-order", "stage": "work", "limit": "1 work day"}],
             "dispatch": [{"profile": "own-order", "class": "GB/T 47678.5-2026:matter:10999", "body": "crew"}]}
            """,
        ["calendar.json"] = """
            {"years": [
              {"year": 2026, "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true}]}
            ]}
            """,
        ["profiles/own.profile.json"] = Profile,
        ["city.catalogue.json"] = """
            {"standard": "GB/T 47678.5-2026", "label": {"zh": "自定", "en": "own"}, "source": "invented",
             "majors": [{"kind": "matter", "code": "10", "zh": "其他", "en": "Other"}],
             "classes": [{"kind": "matter", "code": "10999", "zh": "高空抛物（自定义）", "en": "Falling object", "local": true}]}
            """,
        ["places/unit-grids.geojson"] = """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"code": "370202014901001", "name": "one"},
               "geometry": {"type": "Polygon", "coordinates": [[[120.41, 36.06], [120.42, 36.06], [120.42, 36.07], [120.41, 36.07], [120.41, 36.06]]]}}
            ]}
            """,
        ["places/garden.compound.json"] = """
            {"id": "garden", "name": {"zh": "园", "en": "Garden"}, "community": "370202014901",
             "outline": [[120.41, 36.06], [120.42, 36.06], [120.42, 36.07], [120.41, 36.07], [120.41, 36.06]],
             "buildings": [{"id": "3", "name": {"zh": "3号楼", "en": "Building 3"},
               "outline": [[120.412, 36.062], [120.413, 36.062], [120.413, 36.063], [120.412, 36.063], [120.412, 36.062]],
               "entrances": [{"id": "1", "name": {"zh": "1单元", "en": "Entrance 1"}, "location": [120.4121, 36.0619]}]}]}
            """,
        ["edges/pi-001.edge.json"] = """
            {"device": "pi-001", // by the gate
             "devices": [{"name": "cellar", "type": "bme280"}, {"name": "ports", "type": "mcp23017", "pollMs": 20}], "lines": [{"name": "beam"}],
             "sensors": [{"name": "canopy", "kind": "contact", "line": "beam"}]}
            """,
    };

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Check_CityWithoutAFault_EndsWith0()
    {
        var run = await CheckAsync(City);
        Assert.Equal((ExitCode.Done, "file,line,column,severity,path,message\n"), (run.Code, run.Output.ReplaceLineEndings("\n")));
        Assert.Contains("9 files checked: 0 errors, 0 warnings.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TheSampleCompound_HasNoFault()
    {
        var run = await ToolRun.OfAsync("city", "check", Path.Combine(AppContext.BaseDirectory, "compound"));
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("6 files checked: 0 errors, 0 warnings.", run.Error, StringComparison.Ordinal);
    }

    [Theory] // how the row finds its body, and what is said of it beside the folder's nets
    [InlineData("duty:laoshan", "0 warnings.")]
    [InlineData("duty:laoshan/handler", "0 warnings.")]
    [InlineData("duty:laoshan/chief", "1 warnings.")]
    [InlineData("duty:other", "1 warnings.")]
    public async Task Check_DispatchByADuty_IsHeldAgainstTheNets(string by, string says)
    {
        var city = new Dictionary<string, string>(City);
        city["policy.json"] = city["policy.json"].Replace("\"body\": \"crew\"", $"\"by\": \"{by}\"", StringComparison.Ordinal);
        city["nets.json"] = """
            {"nets": [{"id": "laoshan", "name": {"zh": "崂山网", "en": "Laoshan"}, "levels": [{"id": "street", "name": {"zh": "街道", "en": "street"}}]}],
             "bodies": [{"id": "office", "name": {"zh": "街道办", "en": "office"}}],
             "duties": [{"net": "laoshan", "level": "street", "area": "370202014", "body": "office", "role": "handler"}]}
            """;
        var run = await CheckAsync(city);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        if (says[0] != '0') Assert.Contains("a duty of the folder's nets: duty:laoshan/handler", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("120.41", "9 files checked: 0 errors, 0 warnings.")]
    [InlineData("20.41", "9 files checked: 1 error")] // not where its code says
    public async Task Check_UnitGridsAsATable_AreReadAsTheFeatures(string west, string says)
    {
        var city = new Dictionary<string, string>(City);
        city.Remove("places/unit-grids.geojson");
        city["places/unit-grids.csv"] =
            $"code,name,wkt\n370202014901001,one,\"POLYGON (({west} 36.06, {west[..^1]}2 36.06, {west[..^1]}2 36.07, {west} 36.07, {west} 36.06))\"\n";
        var run = await CheckAsync(city);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Theory] // file, what is put in the place of what, where it is found, as what, and what it says
    [InlineData("rules.json", "\"own-order\"", "\"own-ordre\"", 6, 25, "error", "Did you mean 'own-order'?")]
    [InlineData("rules.json", "matter:10999", "matter:10998", 6, 47, "error", "expected a class of the catalogue")]
    [InlineData("rules.json", "\"DutyOfficer\"", "\"DutyOficer\"", 5, 95, "error", "Did you mean 'DutyOfficer'?")]
    [InlineData("rules.json", "\"duty-desk\"", "\"duty-desks\"", 5, 110, "error", "Did you mean 'duty-desk'?")]
    [InlineData("rules.json", "\"sensor\": \"canopy\"", "\"sensor\": \"canopi\"", 3, 46, "warning", "Did you mean 'canopy'?")]
    [InlineData("rules.json", "\"device\": \"pi-001\"", "\"device\": \"pi-003\"", 3, 26, "warning", "a device of the sensor register")]
    [InlineData("rules.json", "\"sensor\": \"canopy\"", "\"sensor\": \"water\"", 3, 15, "warning", "a rule about no sensor")]
    [InlineData("rules.json", "\"critical\"", "\"dreadful\"", 5, 25, "error", "'dreadful'")]
    [InlineData("rules.json", "\"rules\": [", "\"rules\": {", 2, 3, "error", "")]
    [InlineData("sensors.json", "370202014901001", "370202014901002", 2, 72, "error", "Did you mean '370202014901001'?")]
    [InlineData("sensors.json", "\"garden\"", "\"gardens\"", 3, 16, "warning", "Did you mean 'garden'?")]
    [InlineData("sensors.json", "\"building\": \"3\"", "\"building\": \"4\"", 3, 38, "warning", "a building of garden: 3")]
    [InlineData("sensors.json", "\"entrance\": \"1\"", "\"entrance\": \"2\"", 3, 55, "warning", "an entrance of building 3: 1")]
    [InlineData("sensors.json", "\"quantity\": \"fall\"", "\"quantity\": \"Fall\"", 2, 56, "error", "a quantity")]
    [InlineData("sensors.json", "\"grid\": \"370202014901001\"", "\"component\": \"lamp-17\"", 2, 77, "error",
        "a component id: 16 or 17 digits, or scheme-class-sequence")]
    [InlineData("policy.json", "\"stageLimits\": [{\"profile\": \"own-order\"", "\"stageLimits\": [{\"profile\": \"own-ordre\"", 2, 18,
        "error", "Did you mean 'own-order'?")]
    [InlineData("policy.json", "\"body\": \"crew\"", "\"by\": \"duty:laoshan\"", 3, 15, "warning",
        "a duty of the folder's nets.json, which is not there")]
    [InlineData("policy.json", "\"stage\": \"work\"", "\"stage\": \"wrok\"", 2, 18, "error", "Did you mean 'work'?")]
    [InlineData("policy.json", "matter:10999", "matter:10998", 3, 15, "error", "matter:10998")]
    [InlineData("policy.json", "\"1 work day\"", "\"one day\"", 2, 69, "error", "'one day'")]
    [InlineData("calendar.json", "\"2026-01-01\"", "\"2026-13-01\"", 2, 50, "error", "a date YYYY-MM-DD")]
    [InlineData("profiles/own.profile.json", "\"roles\": [\"DutyOfficer\"]", "\"roles\": [\"Dutyofficer\"]", 4, 78, "error", "DutyOfficer")]
    [InlineData("city.catalogue.json", "\"code\": \"10999\"", "\"code\": \"109\"", 3, 41, "error", "a class code of GB/T 47678.5-2026")]
    [InlineData("places/unit-grids.geojson", "[120.41, 36.06]]]", "[120.41, 36.065]]]", 2, 3, "error", "")]
    [InlineData("places/garden.compound.json", "\"370202014901\"", "\"3702\"", 1, 68, "error", "a community's code of 12 digits")]
    [InlineData("edges/pi-001.edge.json", "\"name\": \"canopy\"", "\"name\": \"canopi\"", 3, 23, "warning", "Did you mean 'canopy'?")]
    [InlineData("edges/pi-001.edge.json", "\"line\": \"beam\"", "\"line\": \"bean\"", 3, 60, "error", "beam")]
    [InlineData("edges/pi-001.edge.json", "\"bme280\"", "\"bme208\"", 2, 41, "error", "Did you mean 'bme280'?")]
    [InlineData("edges/pi-001.edge.json", "\"pollMs\": 20", "\"polMs\": 20", 2, 90, "error", "Did you mean 'pollMs'?")]
    [InlineData("edges/pi-001.edge.json", "\"pollMs\": 20", "\"pollMs\": 2", 2, 100, "error", "5 to 1000")]
    public async Task Check_Fault_IsFoundWhereItIs(
        string file, string right, string wrong, int line, int column, string severity, string says)
    {
        Assert.Contains(right, City[file], StringComparison.Ordinal);
        var run = await CheckAsync(new(City) { [file] = City[file].Replace(right, wrong, StringComparison.Ordinal) });
        Assert.Equal(ExitCode.Rejects, run.Code);
        var rows = run.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Skip(1).ToArray();
        Assert.True(rows.Any(
            row => row.StartsWith($"{file},{line},{column},{severity},", StringComparison.Ordinal)
            && row.Contains(says, StringComparison.Ordinal)), run.Output);
        Assert.All(rows, row => Assert.StartsWith(file, row, StringComparison.Ordinal));
    }

    [Theory] // two files where only one may count
    [InlineData("rules.json", "north.rules.json", "rules.json,1,1,error,,\"found a second file of this kind beside north.rules.json")]
    [InlineData("profiles/own.profile.json", "second.profile.json", "second.profile.json,1,21,error,id,")]
    [InlineData("city.catalogue.json", "old.catalogue.json", "old.catalogue.json,1,14,error,standard,")]
    [InlineData("edges/pi-001.edge.json", "edges/pi-002.edge.json", "edges/pi-002.edge.json,1,12,error,device,")]
    [InlineData("places/garden.compound.json", "places/other.compound.json", "places/other.compound.json,1,8,error,id,")]
    [InlineData("places/unit-grids.geojson", "unit-grids.geojson", "unit-grids.geojson,1,1,error,,")]
    public async Task Check_TwoFilesOfOneKindOrName_AreRefused(string first, string second, string expected)
    {
        var run = await CheckAsync(new(City) { [second] = City[first] });
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FilesOfOtherNames_AreNamedAndAFewLettersOffIsAnError()
    {
        var run = await CheckAsync(new(City) { ["notes.txt"] = "", ["SOURCES.md"] = "" });
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("notes.txt is not recognised", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SOURCES.md", run.Error, StringComparison.Ordinal);
        var misnamed = await CheckAsync(new(City) { ["sensor.json"] = "{}" });
        Assert.Equal(ExitCode.Rejects, misnamed.Code);
        Assert.Contains("sensor.json,1,1,error,,The name is not recognised. Did you mean sensors.json?", misnamed.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FileThatCannotBeRead_KeepsTheOthersFromBeingBlamed()
    {
        var run = await CheckAsync(new(City) { ["profiles/own.profile.json"] = "{" });
        Assert.All(run.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Skip(1), row =>
            Assert.StartsWith("profiles/own.profile.json,", row, StringComparison.Ordinal));
        Assert.Contains("once each of them can be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AsJson_HasTheSameFindings()
    {
        var run = await CheckAsync(
            new(City) { ["rules.json"] = City["rules.json"].Replace("own-order", "own-ordre", StringComparison.Ordinal),
            ["notes.txt"] = "" }, "--json");
        using var json = JsonDocument.Parse(run.Output);
        var found = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(("rules.json", 6, 25, "error", "rules[0].then.lead.profile"),
            (found.GetProperty("file").GetString(), found.GetProperty("line").GetInt32(), found.GetProperty("column").GetInt32(),
                found.GetProperty("severity").GetString(), found.GetProperty("path").GetString()));
        Assert.Equal("notes.txt", json.RootElement.GetProperty("notRecognised")[0].GetString());
        Assert.True(json.RootElement.GetProperty("namesChecked").GetBoolean());
    }

    [Fact]
    public async Task Check_FolderWithoutACity_CannotBeDone()
    {
        var run = await CheckAsync(new() { ["notes.txt"] = "" });
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("rules.json", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("city", "check", folder.At("nowhere"))).Code);
    }

    private async Task<ToolRun> CheckAsync(Dictionary<string, string> files, params string[] options)
    {
        var root = folder.At(Guid.NewGuid().ToString("N"));
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, name))!);
            await File.WriteAllTextAsync(Path.Combine(root, name), text);
        }
        return await ToolRun.OfAsync(["city", "check", root, .. options]);
    }
}
