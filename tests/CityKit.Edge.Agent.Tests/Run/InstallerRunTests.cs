using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Run;

/// <summary>What <c>check</c> says and what <c>run</c> does are one.</summary>
public sealed class InstallerRunTests : IDisposable
{
    private const string ChannelsOnly =
        """{"device": "test-edge-1", "hub": {"url": "https://127.0.0.1:1/"}, "lines": [], "channels": [{"name": "cellar", "kind": "hwmon", "path": "/sys/class/hwmon/*[name=lm75]/temp1_input", "periodMs": 1000, "label": "地下室", "unit": "m°C"}], "sensors": [{"name": "cellar", "kind": "channel", "channel": "cellar"}]}""";
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Simulate_ADeviceWithoutLines_GivesItsReadings()
    {
        await File.WriteAllTextAsync(installation.Config, ChannelsOnly);
        await File.WriteAllTextAsync(installation.At("script.txt"), "cellar = 20000\nwait 1m\n");
        Assert.Contains("names for people: cellar “地下室” in m°C", (await installation.RunAsync("check", installation.Config)).Output,
            StringComparison.Ordinal);
        var result = await installation.RunAsync("simulate", installation.At("script.txt"), "-c", installation.Config);
        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Contains("Reading 20000 m°C", result.Output, StringComparison.Ordinal);
        Assert.Contains("label=地下室", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ADeviceWithoutLines_RunsAndItsStatusNamesTheChannel()
    {
        await File.WriteAllTextAsync(installation.Config, ChannelsOnly);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        var status = await installation.RunAsync("status", "--data", installation.Folder.Path);
        Assert.Contains("cellar “地下室” ", status.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://hub.example/", false, ExitCode.Findings)]
    [InlineData("http://hub.example/", true, ExitCode.Ok)]
    [InlineData("https://hub.example/", false, ExitCode.Ok)]
    [InlineData("http://127.0.0.1:1/", false, ExitCode.Ok)]
    public async Task Check_AHubWithoutTls_IsWrongUnlessAllowedAsForRun(string hub, bool isAllowed, int code)
    {
        installation.UseHub(new Uri(hub));
        string[] arguments = ["check", "--simulated", installation.Config, .. isAllowed ? new[] { "--plain-http" } : []];
        Assert.Equal(code, (await installation.RunAsync(arguments)).Code);
        if (code == ExitCode.Findings)
            Assert.NotEqual(ExitCode.Ok,
                (await installation.RunAsync("run", "--simulated", "--config", installation.Config, "--data",
                    installation.Folder.Path)).Code);
    }

    [Fact]
    public async Task Simulate_TheReedOfCase06_CountsOneTurn()
    {
        await File.WriteAllTextAsync(
            installation.Config, """{"device": "e1", "lines": [{"name": "reed", "bias": "pull-up", "activeLow": true}], "sensors": [{"name": "water", "kind": "pulse-meter", "line": "reed", "deadTimeMs": 50}]}""");
        await File.WriteAllTextAsync(installation.At("script.txt"),
            "wait 2s\nreed on\nwait 4s\nreed off\nwait 2ms\nreed on\nwait 1ms\nreed off\nwait 70s\n");
        var result = await installation.RunAsync("simulate", installation.At("script.txt"), "-c", installation.Config);
        Assert.Contains("Reading 1 over 60.000 s", result.Output, StringComparison.Ordinal);
    }
}
