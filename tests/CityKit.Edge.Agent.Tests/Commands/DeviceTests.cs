using CityKit.Edge.Agent.Tests.Support;

namespace CityKit.Edge.Agent.Tests.Commands;

/// <summary>Devices and a vendor's own kinds, through the commands of the built programs.</summary>
public sealed class DeviceTests : IDisposable
{
    private const string Devices = """
        {"device": "test-edge-1", "hub": {"url": "https://hub.example/"},
         "devices": [{"name": "air", "type": "bme280", "bus": 250}, {"name": "exp1", "type": "mcp23017", "bus": 250}, {"name": "cards", "type": "mfrc522", "bus": 250}],
         "channels": [{"name": "cellar", "kind": "device", "device": "air", "quantity": "temperature", "periodMs": 10000}],
         "lines": [{"name": "door", "chip": "device:exp1", "offset": 3}],
         "outputs": [{"name": "lamp", "kind": "lamp", "chip": "device:exp1", "offset": 8}],
         "sensors": [{"name": "door-1", "kind": "contact", "line": "door"}, {"name": "cellar-1", "kind": "channel", "channel": "cellar"}]}
        """;

    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Check_Devices_AreRightAndAWrongTypeIsShownWithItsPlace()
    {
        File.WriteAllText(installation.Config, Devices);
        var right = await installation.RunAsync("check", installation.Config);
        Assert.Equal((ExitCode.Ok, ""), (right.Code, right.Error));
        File.WriteAllText(installation.Config, Devices.Replace("bme280", "bme28O", StringComparison.Ordinal));
        var wrong = await installation.RunAsync("check", installation.Config);
        Assert.Equal(ExitCode.Findings, wrong.Code);
        Assert.Contains($"{installation.Config}:2:", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'bme280'?", wrong.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_DeviceChannelsAndExpanderLines_MoveLikeAllOthers()
    {
        File.WriteAllText(installation.Config, Devices);
        File.WriteAllText(installation.At("script.txt"), "cellar = 21500\ndoor on\nwait 1m\n");
        var result = await installation.RunAsync("simulate", installation.At("script.txt"), "--config", installation.Config);
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        Assert.Contains("door-1           Contact 1", result.Output, StringComparison.Ordinal);
        Assert.Contains("cellar-1         Reading 21500", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_BusesAreMissing_SaysHowToEnableThem()
    {
        File.WriteAllText(installation.Config, Devices);
        var result = await installation.RunAsync("doctor", "--config", installation.Config, "--data", installation.Folder.Path);
        Assert.Contains("air: there is no /dev/i2c-250", result.Output, StringComparison.Ordinal);
        Assert.Contains("dtparam=i2c_arm=on", result.Output, StringComparison.Ordinal);
        Assert.Contains("cards: there is no /dev/spidev250.0", result.Output, StringComparison.Ordinal);
        Assert.Contains("dtparam=spi=on", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnDetector_TheDocumentsExample_ChecksAndSimulatesItsKinds()
    {
        File.WriteAllText(installation.Config, """
            {"device": "my-edge-1", "hub": {"url": "https://hub.example/"}, "devices": [{"name": "scale", "type": "acme-scale"}],
             "channels": [{"name": "weight", "kind": "device", "device": "scale", "quantity": "mass", "periodMs": 1000}],
             "lines": [{"name": "gate"}], "sensors": [{"name": "gate-1", "kind": "gate-dwell", "line": "gate", "longestS": 30}]}
            """);
        File.WriteAllText(installation.At("script.txt"), "gate pulse 45s\nwait 1s\ngate pulse 2s\nwait 1s\n");
        var check = await CommandResult.OfAsync(["check", "--simulated", installation.Config], program: Installation.OwnDetector);
        Assert.Equal((ExitCode.Ok, ""), (check.Code, check.Error));
        var played = await CommandResult.OfAsync(["simulate", installation.At("script.txt"), "--config", installation.Config],
            program: Installation.OwnDetector);
        Assert.Equal((ExitCode.Ok, ""), (played.Code, played.Error));
        var events = played.Output.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        Assert.Equal(["30.000 s reading gate-1 Contact 1", "45.000 s reading gate-1 Contact 0", "45.000 s reading gate-1 Reading 45000",
            "48.000 s reading gate-1 Reading 2000"],
            events.Where(e => e.Contains("gate-1", StringComparison.Ordinal))
                .Select(e => e.Replace(" alarm ", " reading ", StringComparison.Ordinal)));
        var unknown = await installation.RunAsync("check", installation.Config);
        Assert.Equal(ExitCode.Findings, unknown.Code); // the plain agent does not have them
    }
}
