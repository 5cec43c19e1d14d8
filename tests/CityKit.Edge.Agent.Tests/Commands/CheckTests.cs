using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Check_RightFiles_EndsWithZeroAndSaysWhatItFound()
    {
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("Device test-edge-1, 3 lines, 3 sensors, 1 rules judged here", result.Output);
    }

    [Fact]
    public async Task Check_WrongWordInTheConfiguration_NamesFileLineColumnFoundAllowedAndNearMiss()
    {
        Replace("edge.json", "\"pull-up\"", "\"pullup\"");
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith($"{installation.Config}:7:31: lines[0].bias: found 'pullup'; allowed: none, pull-up, pull-down; did you mean 'pull-up'?", result.Output);
    }

    [Fact]
    public async Task Check_WrongWordInTheRules_NamesTheRuleFile()
    {
        Replace("rules.json", "\"critical\"", "\"critcal\"");
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith($"{installation.At("rules.json")}:10:28: rules[0].then.severity: found 'critcal'", result.Output);
        Assert.Contains("did you mean 'critical'?", result.Output);
    }

    [Fact]
    public async Task Check_RulesWithoutRegister_SaysBothOrNeither()
    {
        Replace("edge.json", "\"register\": \"sensors.json\",", "");
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains("both 'rules' and 'register', or neither", result.Output);
    }

    [Fact]
    public async Task Check_OutputsThatAlertsSwitch_SaysInWordsWhenTheyAre()
    {
        Siren("smoke");
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("siren: active while an alert of smoke is open, at most 600 s after the last; else inactive.", result.Output);
    }

    [Fact]
    public async Task Check_OutputWaitingForARuleThatIsNotThere_SaysWhichThereAre()
    {
        Siren("smoek");
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains("outputs.whileAlert.rules: found 'smoek' for 'siren'（用于 'siren' 的 'smoek'）; allowed: a rule that runs on the edge: smoke"
            + "（在边缘运行的规则：smoke）; did you mean 'smoke'?", result.Output);
    }

    [Fact]
    public async Task Check_PlaceWithoutAChip_SaysWhatIsMissing()
    {
        Replace("edge.json", "{\"name\": \"door\"}", "{\"name\": \"door\", \"offset\": 17}");
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains("lines[1].chip: found nothing（无）; allowed: the label or path of a chip", result.Output);
    }

    [Fact]
    public async Task Check_Barriers_SaysInWordsWhatTheyCoverAndWhatTheyMiss()
    {
        Barriers(spacing: 3_000, response: 500, smallest: 150);
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("canopy: Two beams, each 12 m long and 20 mm wide, 3 m one above the other: they cover a vertical slot of 12 m by 20 mm; what falls beside it is not seen.", result.Output);
        Assert.Contains("Seen in it: objects of at least 150 mm from up to 60 m above the lower beam", result.Output);
        Assert.Contains("canopy：两道光束各长 12 m", result.Output);
    }

    // By hand, with g = 9.80665 m/s2 and thrown down at 5 m/s: v = sqrt(25 + 2 * 9.80665 * 60) = 34.667 m/s; (50 - 20) mm pass in 865 us,
    // less than 2 * 500 us.
    [Theory]
    [InlineData(1_999, 500, 150, 16, 22, "spacingMm: found 1999; allowed: a whole number from 2000 to 20000")]
    [InlineData(3_000, 500, 50, 17, 13,
        "beam: found An object of 50 mm at 34667 mm/s darkens the beam for 865 µs, less than twice its response time (1000 µs)"
            + "（50 mm 的物体以 34667 mm/s 经过时只遮光 865 µs，少于响应时间的两倍（1000 µs））; allowed: a quicker or narrower beam")]
    [InlineData(3_000, 500, 20, 17, 13,
        "beam: found An object of 20 mm never covers a beam 20 mm wide（20 mm 的物体遮不住 20 mm 宽的光束）; allowed: a quicker")]
    public async Task Check_BarriersThatPhysicsRefuses_NamesFileLineAndColumn(int spacing, int response, int smallest, int line, int column,
        string why)
    {
        Barriers(spacing, response, smallest);
        var result = await CheckAsync();
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith($"{installation.Config}:{line}:{column}: sensors[3].{why}", result.Output);
    }

    [Fact]
    public async Task Check_Channels_AreCountedAndAWrongOneIsNamedWithItsPlace()
    {
        WithChannel("iio");
        Assert.Contains("3 lines, 1 channels, 4 sensors", (await CheckAsync()).Output);
        Replace("edge.json", "\"kind\": \"iio\"", "\"kind\": \"ioi\"");
        Assert.StartsWith($"{installation.Config}:17:28: channels[0].kind: found 'ioi'", (await CheckAsync()).Output);
    }

    [Fact]
    public async Task Check_FileThatIsNotThere_EndsWithTwo()
    {
        var result = await installation.RunAsync("check", installation.At("none.json"));
        Assert.Equal((ExitCode.CouldNot, ""), (result.Code, result.Output));
        Assert.Contains("none.json cannot be read", result.Error);
    }

    [Fact]
    public async Task Command_Unknown_EndsWithTwo() => Assert.Equal(ExitCode.CouldNot, (await installation.RunAsync("chek")).Code);

    private Task<CommandResult> CheckAsync() => installation.RunAsync("check", "--simulated", installation.Config);

    private void WithChannel(string kind)
    {
        Replace("edge.json", "\"line\": \"water\"}\n  ]", $$"""
            "line": "water"},
            {"name": "cellar", "kind": "channel", "channel": "cellar"}
              ], "channels": [
            {"name": "cellar", "kind": "{{kind}}", "path": "/nowhere/in_temp0_raw", "periodMs": 1000}]
            """);
    }

    private void Barriers(int spacing, int response, int smallest) => Replace("edge.json", "\"line\": \"water\"}\n  ]", $$"""
        "line": "water"},
        {"name": "canopy", "kind": "barriers", "upperLine": "smoke", "lowerLine": "door",
        "spacingMm":         {{spacing}},
        "beam":     {"responseTimeUs": {{response}}, "widthMm": 20, "rangeMm": 12000, "smallestMm": {{smallest}}, "highestDropMm": 60000} }
          ]
        """);

    private void Siren(string rule) => Replace("edge.json", "\"sensors\": [", $$$"""
        "outputs": [{"name": "siren", "kind": "siren", "whileAlert": {"rules": ["{{{rule}}}"]}}], "sensors": [
        """);

    private void Replace(string file, string old, string with)
    {
        var text = File.ReadAllText(installation.At(file));
        Assert.Contains(old, text);
        File.WriteAllText(installation.At(file), text.Replace(old, with, StringComparison.Ordinal));
    }
}
