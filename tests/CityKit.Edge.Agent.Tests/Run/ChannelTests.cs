using System.Text.Json.Nodes;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Credentials.Trust;
using CityKit.Edge.Agent.Tests.Support;
using CityKit.Edge.Tests.Serial;
using NodaTime;

namespace CityKit.Edge.Agent.Tests.Run;

/// <summary>Channels: on simulated values, and on files.</summary>
public sealed class ChannelTests : IDisposable
{
    private readonly Installation installation = new();

    public ChannelTests()
    {
        var edge = JsonNode.Parse(File.ReadAllText(installation.Config))!;
        edge["channels"] = new JsonArray(
            new JsonObject { ["name"] = "cellar", ["kind"] = "hwmon", ["path"] = installation.At("temp1_input"), ["periodMs"] = 1000 },
            new JsonObject { ["name"] = "loop", ["kind"] = "iio", ["path"] = installation.At("in_voltage0_raw"), ["periodMs"] = 100 });
        edge["sensors"]!.AsArray()
            .Add(JsonNode.Parse("""{"name": "cellar", "kind": "channel", "channel": "cellar", "deadband": 500, "high": 60000}"""));
        edge["sensors"]!.AsArray()
            .Add(JsonNode.Parse("""{"name": "panic", "kind": "supervised-contact", "channel": "loop", "pullUpOhms": 4700, "closedOhms": 1000, "openOhms": 5700, "fullScale": 4096, "debounceMs": 200}"""));
        File.WriteAllText(installation.Config, edge.ToJsonString());
    }

    public void Dispose() => installation.Dispose();

    [Fact]
    public async Task Simulate_ScriptedChannels_AreReadingsThresholdsContactsAndFaultsTheSameEachTime()
    {
        // The loop by its resistors: closed 1000 / 5700 of 4096 = 719, open 5700 / 10400 of 4096 = 2245.
        var script = "cellar = 21500\nloop = 719\nwait 2s\nloop = 2245\nwait 1s\ncellar = 61000\nwait 2s\nloop = 4096\nwait 1s\ncellar = gone\nwait 2s\n";
        var result = await PlayAsync(script);
        Assert.Equal((ExitCode.Ok, ""), (result.Code, result.Error));
        var events = result.Output.Split('\n').SkipLast(2)
            .Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray();
        Assert.Equal(
            [
                "0.000 s reading cellar Reading 21500",
                "2.100 s alarm panic Contact 1",
                "4.000 s reading cellar Reading 61000 level=high",
                "5.100 s alarm panic Fault 1 reason=cut",
                "7.000 s alarm cellar Fault 1 reason=gone",
            ], events);
        Assert.Equal(result.Output, (await PlayAsync(script)).Output);
    }

    [Fact]
    public async Task Run_SimulatedChannels_ReadingsArriveAndTheStatusShowsTheValues()
    {
        await using var hub = await TestHub.StartAsync(installation);
        await using var agent = installation.Start();
        await agent.ReadyAsync();
        await agent.PlayAsync("cellar = 21500");
        await hub.TakesAsync(e => e.Kind == EventKind.Reading && e.Sensor.Value == "cellar" && e.Value == 21_500);
        await agent.PlayAsync("cellar = garbled");
        await hub.TakesAsync(e => e.Kind == EventKind.Fault && e.Sensor.Value == "cellar" && e.Value == 1
            && e.Fields.TextOf("reason") == "garbled");
        var status = await installation.StatusAsync(s => s.GetProperty("channels").TryGetProperty("loop", out _));
        Assert.Equal(("garbled", "gone"),
            (status.GetProperty("channels").GetProperty("cellar").GetString(),
                status.GetProperty("channels").GetProperty("loop").GetString()));
        Assert.Equal((0, 0),
            (status.GetProperty("loop").GetProperty("samplesDropped").GetInt64(),
                status.GetProperty("loop").GetProperty("evidenceRefused").GetInt64()));
        var text = (await installation.RunAsync("status", "--data", installation.Folder.Path)).Output;
        Assert.Contains("channels       cellar garbled, loop gone", text);
        Assert.Contains("0 samples of channels, evidence of 0 detections", text);
    }

    [Fact]
    public async Task Doctor_ChannelFiles_SaysTheValueNowOrWhatIsWrongAndWhatToDo()
    {
        File.WriteAllText(installation.At("temp1_input"), "21500\n");
        var output = (await DoctorAsync()).Output;
        Assert.Contains("ok    channels   cellar: 21500 now", output);
        Assert.Contains($"fail  channels   loop: {installation.At("in_voltage0_raw")} is not there\n        -> load the driver", output);
        File.WriteAllText(installation.At("in_voltage0_raw"), "soon\n");
        Assert.Contains("fail  channels   loop: " + installation.At("in_voltage0_raw") + " holds no number", (await DoctorAsync()).Output);
    }

    [Theory]
    [InlineData(false, "is not there")]
    [InlineData(true, "cannot be opened as a serial line")]
    public async Task Doctor_SerialLine_IsLookedForAndOpened(bool exists, string found)
    {
        WithMeter(installation.At("tty"));
        if (exists) File.WriteAllText(installation.At("tty"), "no serial line");
        var line = (await DoctorAsync()).Output.Split('\n')
            .Single(l => l.Contains("meter", StringComparison.Ordinal) && l.Contains("tty", StringComparison.Ordinal));
        Assert.StartsWith("fail  channels", line);
        Assert.Contains(found, line);
    }

    [Theory]
    [InlineData("1.8.0(00123.456*kWh)\r\n", "ok    channels   meter: 123456 now")]
    [InlineData("1.8.0(soon)\r\n", "fail  channels   meter: what follows '1.8.0' is garbled")]
    [InlineData("2.8.0(1)\r\n", "no line began with '1.8.0' in 3 s")]
    public async Task Doctor_MeterHead_SaysItsNumberOrWhyThereIsNone(string said, string found)
    {
        using var terminal = new PseudoTerminal();
        WithMeter(terminal.Path);
        terminal.Write(said);
        Assert.Contains(found, (await DoctorAsync()).Output);
    }

    [Fact]
    public async Task Doctor_ScannerAndOutput_AreLookedAt()
    {
        var edge = JsonNode.Parse(File.ReadAllText(installation.Config))!;
        edge["channels"]!.AsArray()
            .Add(JsonNode.Parse($$"""{"name": "qr", "kind": "code-scanner", "path": "{{installation.At("tty")}}", "saltFile": "{{installation.At("qr.salt")}}", "periodMs": 100}"""));
        edge["outputs"] = new JsonArray(JsonNode.Parse("""{"name": "lamp", "kind": "lamp", "chip": "no-such-chip", "offset": 4}"""));
        File.WriteAllText(installation.Config, edge.ToJsonString());
        var output = (await DoctorAsync()).Output;
        Assert.Contains($"fail  channels   qr: {installation.At("tty")} is not there", output);
        Assert.StartsWith("fail  pins", output.Split('\n').Single(l => l.Contains("'lamp'", StringComparison.Ordinal)));
        Assert.False(File.Exists(installation.At("qr.salt")));
    }

    [Theory] // a gate that cannot open for anybody is a failure, one that soon cannot a warning
    [InlineData(24, "ok    passes     gate: trust bundle 3, 0 issuers")]
    [InlineData(-1, "warn  passes     gate: trust bundle 3")]
    [InlineData(-73, "too old, so that no pass opens anything")]
    [InlineData(null, "is not there")]
    public async Task Doctor_ATrustBundle_IsLookedAt(int? hoursLeft, string found)
    {
        using var city = DeviceKey.Create();
        var now = Instant.FromUnixTimeSeconds(SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds());
        if (hoursLeft is { } hours)
        {
            var bundle = new TrustBundle(3, now - Duration.FromHours(100), now + Duration.FromHours(hours), []);
            File.WriteAllBytes(installation.At("trust"), SignedTrustBundle.Sign(bundle, city).Encode());
        }
        var edge = JsonNode.Parse(File.ReadAllText(installation.Config))!;
        edge["channels"]!.AsArray().Add(JsonNode.Parse($$"""
            {"name": "gate", "kind": "pass-scanner", "path": "{{installation.At("tty")}}", "periodMs": 50,
             "trustFile": "{{installation.At("trust")}}", "trustKey": "{{Convert.ToBase64String(city.Public.Info.Span)}}"}
            """));
        File.WriteAllText(installation.Config, edge.ToJsonString());
        Assert.Contains(found, (await DoctorAsync()).Output);
    }

    private void WithMeter(string path)
    {
        var edge = JsonNode.Parse(File.ReadAllText(installation.Config))!;
        edge["channels"]!.AsArray()
            .Add(JsonNode.Parse($$"""{"name": "meter", "kind": "serial-meter", "path": "{{path}}", "prefix": "1.8.0", "decimals": 3, "periodMs": 1000}"""));
        File.WriteAllText(installation.Config, edge.ToJsonString());
    }

    private Task<CommandResult> PlayAsync(string script)
    {
        File.WriteAllText(installation.At("script.txt"), script);
        return installation.RunAsync("simulate", installation.At("script.txt"), "--config", installation.Config);
    }

    private Task<CommandResult> DoctorAsync() =>
        installation.RunAsync("doctor", "--config", installation.Config, "--data", installation.Folder.Path);
}
