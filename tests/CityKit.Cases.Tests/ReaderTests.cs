using System.Text;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;

namespace CityKit.Cases.Tests;

public class ReaderTests
{
    private const string Small = """
        {
          "schema": 1, "id": "tiny", "version": "1", "zh": "小", "en": "Tiny", "initial": "open", "openers": ["Resident"], "maxExtensions": 0, "maxSuspensions": 0,
          "stages": [{"id": "s", "zh": "阶段", "en": "stage"}],
          "states": [{"id": "open", "stage": "s", "zh": "开", "en": "open"}, {"id": "done", "stage": "s", "zh": "完", "en": "done", "closed": true}],
          "commands": [{"id": "finish", "zh": "完成", "en": "finish"}],
          "transitions": [{"from": ["*"], "command": "finish", "to": "done", "roles": ["Resident"]}],
          "visibility": {"Resident": ["summary"]}
        }
        """;

    [Fact]
    public void Read_SmallProfile_WorksAtOnce()
    {
        var profile = ProfileReader.Read(Encoding.UTF8.GetBytes(Small), out var errors);
        Assert.Empty(errors);
        var engine = new WorkEngine(ProfileCatalogue.BuiltIn.With(profile!), WorkPolicy.Empty, Core.Calendar.WorkCalendar.BuiltIn);
        var resident = Actor.Of("r", "", Role.Resident);
        var item = engine.Open(new OpenWorkItem(WorkItemId.FromCause("x"), "tiny", "resident"), resident, TestWorld.At("2026-01-05 09:00"))
            .OrThrow();
        Assert.Equal("done", engine.Apply(item, new WorkCommand("finish"), resident, TestWorld.At("2026-01-05 09:01")).OrThrow().State);
    }

    [Theory]
    [InlineData("\"to\": \"done\"", "\"to\": \"dome\"", "transitions[0].to", "done")]
    [InlineData("\"command\": \"finish\"", "\"command\": \"finnish\"", "transitions[0].command", "finish")]
    [InlineData("\"roles\": [\"Resident\"]", "\"roles\": [\"Residnt\"]", "transitions[0].roles", "Resident")]
    [InlineData("\"initial\": \"open\"", "\"initial\": \"opne\"", "initial", "open")]
    [InlineData("{\"Resident\": [\"summary\"]}", "{\"Resident\": [\"summry\"]}", "visibility.Resident", "summary")]
    [InlineData("{\"Resident\": [\"summary\"]}", "{\"Residant\": [\"summary\"]}", "visibility.Residant", "Resident")]
    [InlineData("\"from\": [\"*\"]", "\"from\": [\"opn\"]", "transitions[0].from", "open")]
    [InlineData("\"command\": \"finish\"", "\"tell\": [\"role:Residnt\"], \"command\": \"finish\"", "transitions[0].tell", "Resident")]
    [InlineData("\"command\": \"finish\"", "\"tell\": [\"rol:Resident\"], \"command\": \"finish\"", "transitions[0].tell", "role")]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"initail\": \"open\"", "initail", "initial")]
    [InlineData("\"stage\": \"s\", \"zh\": \"开\"", "\"stage\": \"t\", \"zh\": \"开\"", "states", null)]
    public void Read_WrongWord_SaysWhereAndWhatWasMeant(string right, string wrong, string path, string? meant)
    {
        Assert.Null(ProfileReader.Read(Encoding.UTF8.GetBytes(Small.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        var error = Assert.Single(errors);
        Assert.Equal((path, meant), (error.Path, error.NearMiss));
        Assert.True(error.Line > 1);
    }

    [Theory]
    [InlineData("4 work hours", "4小时", "conditions[0].limit")]
    [InlineData("\"workDay\": \"workingHours\"", "\"workDay\": \"hours\"", "workDay")]
    [InlineData("08:00-12:00,14:00-18:00", "8-12", "hours")]
    [InlineData("component:0305\", \"limit\": \"4", "component:305\", \"limit\": \"4", "conditions[0].class")]
    [InlineData("0305-missing", "0305-dirty", "conditions")]
    public void Read_BrokenPolicy_SaysWhere(string right, string wrong, string path)
    {
        using var reader = new StreamReader(typeof(ReaderTests).Assembly.GetManifestResourceStream("sample-policy.json")!);
        var json = reader.ReadToEnd();
        Assert.Null(PolicyReader.Read(Encoding.UTF8.GetBytes(json.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Equal(path, Assert.Single(errors).Path);
    }
}
