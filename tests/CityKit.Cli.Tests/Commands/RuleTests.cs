using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

public sealed class RuleTests : IDisposable
{
    private const string Rules = """
        {"version": 2, "rules": [
          {"id": "high", "where": "hub", "sensors": {"quantity": "level"}, "when": {"kind": "threshold", "above": "0.3 m"},
           "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}}}]}
        """;

    private const string Tests = """
        {"version": 1, "sensors": [{"sensor": "level", "quantity": "level", "unit": "m", "perUnit": 1000}],
         "tests": [{"name": "it rises", "inputs": [{"at": "00:10", "sensor": "level", "value": "0.4 m"}], "alerts": [{"rule": "high", "raised": "00:10"}]}]}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Check_ARuleWithAMistake_SaysFileLineColumnAndWhatWasMeant()
    {
        var file = folder.Write("level.rules.json", Rules.Replace("threshold", "treshold", StringComparison.Ordinal));
        var run = await ToolRun.OfAsync("rule", "check", file);
        Assert.Equal(ExitCode.Rejects, run.Code);
        var column = Rules.Split('\n')[1].IndexOf("\"threshold\"", StringComparison.Ordinal) + 1;
        Assert.Contains($"{file},2,{column},error,rules[0].when.kind,", run.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'threshold'?", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 files checked: 2 errors", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_RulesAndTests_AreCheckedEachByItself()
    {
        string[] files = [folder.Write("level.rules.json", Rules), folder.Write("level.tests.json", Tests), folder.Write("other.rules.json", Rules)];
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["rule", "check", .. files])).Code);
        folder.Write("level.tests.json", Tests.Replace("\"high\"", "\"hihg\"", StringComparison.Ordinal));
        var run = await ToolRun.OfAsync(["rule", "check", .. files]);
        Assert.Contains("Did you mean 'high'?", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithTheRegister_SaysWhatDoesNotFit()
    {
        var sensors = folder.Write("sensors.json", """
            {"version": 1, "sensors": [{"device": "d", "sensor": "s", "quantity": "level", "unit": "kg", "validFrom": "2026-01-01T00:00:00Z"}]}
            """);
        var run = await ToolRun.OfAsync("rule", "check", folder.Write("level.rules.json", Rules), "--sensors", sensors);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("does not fit sensor d/s in 'kg'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AFileOfAnotherKind_IsRefused()
    {
        var run = await ToolRun.OfAsync("rule", "check", folder.Write("policy.json", "{}"));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("not a rule file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OneThatPassesAndOneThatFails_ShowsWhatIsExpectedBesideWhatWasFound()
    {
        var file = folder.Write("level.rules.json", Rules);
        folder.Write("level.tests.json", Tests);
        var right = await ToolRun.OfAsync("rule", "test", file);
        Assert.Equal((ExitCode.Done, $"pass {folder.At("level.tests.json")}(2): it rises\n"), (right.Code, right.Output.ReplaceLineEndings("\n")));
        folder.Write("level.tests.json", Tests.Replace("\"raised\": \"00:10\"", "\"raised\": \"00:11\"", StringComparison.Ordinal));
        var wrong = await ToolRun.OfAsync("rule", "test", folder.At("level.tests.json"));
        Assert.Equal(ExitCode.Rejects, wrong.Code);
        Assert.Equal($"""
            FAIL {folder.At("level.tests.json")}(2): it rises
                 expected                | found
               ! high raised 00:11, open | high level raised 00:10 warning, open

            """.ReplaceLineEndings("\n"), wrong.Output.ReplaceLineEndings("\n"));
        Assert.StartsWith("0 passed, 1 failed.", wrong.Error, StringComparison.Ordinal);
        var json = await ToolRun.OfAsync("rule", "test", file, "--json");
        Assert.Contains("\"passed\":false", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_WithoutTests_IsNotPassed()
    {
        var run = await ToolRun.OfAsync("rule", "test", folder.Write("level.rules.json", Rules));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("has no tests", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packs_Written_AreCheckedAndTestedByTheTool()
    {
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("rule", "packs", "--write", folder.At("packs"))).Code);
        var files = Directory.GetFiles(folder.At("packs"));
        Assert.Equal(30, files.Length);
        var check = await ToolRun.OfAsync(["rule", "check", .. files]);
        Assert.True(check.Code == ExitCode.Done, check.Output);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["rule", "test", .. files])).Code);
        var again = await ToolRun.OfAsync("rule", "packs", "smoke", "--write", folder.At("packs"));
        Assert.Equal(ExitCode.CouldNot, again.Code);
        Assert.Contains("nothing was written", again.Error, StringComparison.Ordinal);
        Assert.Contains("is it smoke?", (await ToolRun.OfAsync("rule", "packs", "smoek")).Error, StringComparison.Ordinal);
    }
}
