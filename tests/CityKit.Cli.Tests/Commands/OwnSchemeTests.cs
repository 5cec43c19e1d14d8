using System.Text.Json;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

/// <summary>The list of a city outside GB/T, from its first survey to the next one (issue 14).</summary>
public sealed class OwnSchemeTests : IDisposable
{
    private const string Header = "kind,name,office,x,y,number\n";
    private const string Precinct = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"17"},"geometry":{"type":"Polygon","coordinates":[[[-74,40],[-73,40],[-73,41],[-74,41],[-74,40]]]}}]}
        """;
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ImportDiffApplyFind_AListWithOwnNumbers_IsFollowed()
    {
        var map = folder.Write("map.geojson", Precinct);
        var first = await SurveyAsync("import", "2025.csv",
            Header + "01043,Hydrant,DEP,-73.97,40.75,H1\n01043,Hydrant,DEP,-73.96,40.75,H2\n", "--map", map, "--map-scheme", "precinct");
        Assert.True(first.Code == ExitCode.Done, first.Error);
        var diff = await SurveyAsync("diff", "2026.csv", Header + "01043,Hydrant,DEP,-73.97,40.76,H1\n01043,Hydrant,DEP,-73.95,40.75,H3\n");
        Assert.True(diff.Code == ExitCode.Done, diff.Error);
        var reviewed = await ToolRun.OfAsync("component", "review", folder.Write("diff.jsonl", diff.Output), "--accept", "all", "--refuse",
            "missing:nyc-01043");
        Assert.Equal(ExitCode.Done,
            (await ToolRun.OfAsync(
            "component", "apply", folder.Write("reviewed.jsonl", reviewed.Output), "--db", Database, "--by", "crew")).Code);
        var found = await ToolRun.OfAsync("component", "find", "--db", Database, "--lon=-73.97", "--lat", "40.76", "--class", "nyc-01043",
            "--json");
        Assert.Contains("nyc-01043-0000001", found.Output, StringComparison.Ordinal);
        var history = await ToolRun.OfAsync("component", "history", "nyc-01043-0000001", "--db", Database, "--json");
        Assert.Equal(["Survey", "Move"], history.Output.Split('\n',
            StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("what").GetString()));
        Assert.Contains("\"grid\":\"precinct:17\"", history.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--id-scheme", "NYC", "a letter a-z")]
    [InlineData("--id-scheme", "newyork", "2 to 4 characters")]
    [InlineData("--map-scheme", "No Scheme", "no scheme's name")]
    public async Task Import_WrongScheme_EndsWith2AndSaysWhatOneIs(string option, string value, string says)
    {
        var run = await ToolRun.OfAsync("component", "import", folder.Write("s.csv", Header), "--db", Database, "--map",
            folder.Write("map.geojson", Precinct), option, value);
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    private string Database => folder.At("own.db");

    private Task<ToolRun> SurveyAsync(string command, string file, string text, params string[] more) => ToolRun.OfAsync(
        ["component", command, folder.Write(file, text), "--db", Database, "--id-scheme", "nyc", "--column", "kind=BJDM", "--column",
            "name=GLBJMC", "--column", "office=ZGBMMC",
            "--column", "x=LON", "--column", "y=LAT", "--column", "number=YBSM", .. more]);
}
