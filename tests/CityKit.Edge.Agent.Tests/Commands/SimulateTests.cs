using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Commands;

public sealed class SimulateTests : IDisposable
{
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Simulate_Script_ShowsTheEventsInOrderAndTheSameEachTime()
    {
        var result = await PlayAsync("wait 5s\nsmoke on # fire\nwait 2s\nsmoke off\nwater pulse 80ms x 4 every 3s\nwait 1m\n");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        var events = result.Output.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6)))
            .ToArray();
        Assert.Equal("5.000 s alarm smoke Contact 1", events[0]);
        Assert.Equal("5.000 s alarm smoke AlertRaised 1", events[1]);
        Assert.Equal("7.000 s alarm smoke Contact 0", events[2]);
        Assert.Equal("7.000 s alarm smoke AlertCleared 0", events[3]);
        Assert.Equal("60.000 s reading water Reading 4", events[4]);
        Assert.Equal(result.Output, (await PlayAsync(File.ReadAllText(installation.At("script.txt")))).Output);
    }

    [Fact]
    public async Task Simulate_DetectorThatFails_OthersGoOnInTheSameScript()
    {
        var result = await PlayAsync("break smoke\nsmoke on\ndoor on\nwait 1s\n");
        Assert.Contains("Fault 1 reason=detector-fault", result.Output);
        Assert.Contains("door             Contact 1", result.Output);
    }

    [Fact]
    public async Task Simulate_BarriersTestedByAnOutput_BeamsAnswerAndAFallIsSeenAllTheSame()
    {
        File.WriteAllText(installation.Config, """
            {"device": "test-edge-1", "lines": [{"name": "upper"}, {"name": "lower"}], "outputs": [{"name": "light", "kind": "emitter-test"}],
             "sensors": [{"name": "canopy", "kind": "barriers", "upperLine": "upper", "lowerLine": "lower", "spacingMm": 3000, "emitterTest": {"output": "light", "everyMinutes": 5}}]}
            """);
        var result = await PlayAsync("wait 13m\nupper pulse 20ms\nwait 130ms\nlower pulse 18ms\nwait 10m\n");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        Assert.Contains("canopy           Detection", result.Output);
        Assert.DoesNotContain("Fault", result.Output);
    }

    [Fact]
    public async Task Simulate_SirenForSmoke_IsShownBehindTheAlert()
    {
        var text = File.ReadAllText(installation.Config);
        File.WriteAllText(installation.Config, text.Replace("\"sensors\": [", """
            "outputs": [{"name": "siren", "kind": "siren", "whileAlert": {"rules": ["smoke"]}}], "sensors": [
            """, StringComparison.Ordinal));
        var result = await PlayAsync("smoke on\nwait 5s\nsmoke off\nwait 1s\n");
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        Assert.Equal(["Contact", "AlertRaised", "active", "Contact", "AlertCleared", "inactive"],
            result.Output.Split('\n').Where(l => l.Contains(" smoke ") || l.Contains(" siren "))
                .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]));
    }

    [Fact]
    public async Task Simulate_ScriptWithErrors_TellsAllAndPlaysNothing()
    {
        var result = await PlayAsync("smok on\nsmoke pulse 5parsec\nwait\n");
        Assert.Equal(ExitCode.Findings, result.Code);
        var script = installation.At("script.txt");
        Assert.Contains($"{script}:1:1: found 'smok'", result.Output);
        Assert.Contains("did you mean 'smoke'?", result.Output);
        Assert.Contains($"{script}:2:13: found '5parsec'; allowed: a time such as 50ms", result.Output);
        Assert.Contains($"{script}:3:1:", result.Output);
    }

    private Task<CommandResult> PlayAsync(string script)
    {
        File.WriteAllText(installation.At("script.txt"), script);
        return installation.RunAsync("simulate", installation.At("script.txt"), "--config", installation.Config);
    }
}
