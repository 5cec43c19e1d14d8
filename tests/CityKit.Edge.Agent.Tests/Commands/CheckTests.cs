using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Check_RightFiles_EndsWithZeroAndSaysWhatItFound()
    {
        var result = await installation.RunAsync("check", installation.Config);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("Device test-edge-1, 3 lines, 3 sensors, 1 rules judged here", result.Output);
    }

    [Fact]
    public async Task Check_WrongWordInTheConfiguration_NamesFileLineColumnFoundAllowedAndNearMiss()
    {
        Replace("edge.json", "\"pull-up\"", "\"pullup\"");
        var result = await installation.RunAsync("check", installation.Config);
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith($"{installation.Config}:7:31: lines[0].bias: found 'pullup'; allowed: none, pull-up, pull-down; did you mean 'pull-up'?", result.Output);
    }

    [Fact]
    public async Task Check_WrongWordInTheRules_NamesTheRuleFile()
    {
        Replace("rules.json", "\"critical\"", "\"critcal\"");
        var result = await installation.RunAsync("check", installation.Config);
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.StartsWith($"{installation.At("rules.json")}:10:28: rules[0].then.severity: found 'critcal'", result.Output);
        Assert.Contains("did you mean 'critical'?", result.Output);
    }

    [Fact]
    public async Task Check_RulesWithoutRegister_SaysBothOrNeither()
    {
        Replace("edge.json", "\"register\": \"sensors.json\",", "");
        var result = await installation.RunAsync("check", installation.Config);
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains("both 'rules' and 'register', or neither", result.Output);
    }

    [Fact]
    public async Task Check_PlaceWithoutAChip_SaysWhatIsMissing()
    {
        Replace("edge.json", "{\"name\": \"door\"}", "{\"name\": \"door\", \"offset\": 17}");
        var result = await installation.RunAsync("check", installation.Config);
        Assert.Equal(ExitCode.Findings, result.Code);
        Assert.Contains("lines[1].chip: found nothing; allowed: the label or path of a chip", result.Output);
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

    private void Replace(string file, string old, string with)
    {
        var text = File.ReadAllText(installation.At(file));
        Assert.Contains(old, text);
        File.WriteAllText(installation.At(file), text.Replace(old, with, StringComparison.Ordinal));
    }
}
