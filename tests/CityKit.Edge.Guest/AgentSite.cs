using System.Text.Json;
using CityKit.Core;

namespace CityKit.Edge.Guest;

/// <summary>One device as its installer leaves it: an edge.json on the simulated chips, a data folder, and the agent's program.</summary>
internal sealed class AgentSite(string program, string folder, Uri hub, Bench bench)
{
    internal const int Doors = 4;
    internal const string ChipLabel = "whole-edge";
    internal const string Cellar = "cellar";
    internal const string Loop = "loop";
    internal const int SirenLine = 5;

    internal static DeviceId Device { get; } = DeviceId.Parse("guest-edge");

    /// <summary>Where the agent keeps what it has seen.</summary>
    internal string Outbox => Path.Combine(Data, "outbox.db");

    private string Data => Path.Combine(folder, "data");

    private string Configuration => Path.Combine(folder, "edge.json");

    internal static string DoorName(int door) => $"door{door}";

    /// <summary>Writes its configuration; a word may be misspelt.</summary>
    internal void Configure(string contact = "contact")
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Configuration, Text(contact));
        File.WriteAllText(Path.Combine(folder, "rules.json"), Rules);
        File.WriteAllText(Path.Combine(folder, "sensors.json"), Register);
    }

    internal Task<Child> StartAsync() => Child.StartAsync("agent", program, ["run", .. Where], "Ready: device");

    internal Task<(int Code, string Output)> CheckAsync() => Child.RunAsync(program, ["check", Configuration]);

    internal Task<(int Code, string Output)> DoctorAsync() => Child.RunAsync(program, ["doctor", .. Where]);

    /// <summary>Makes the key.</summary>
    /// <returns>Its public half, in base64, as the hub takes it.</returns>
    internal async Task<string> EnrollAsync()
    {
        var file = Path.Combine(folder, "public.json");
        var (code, output) = await Child.RunAsync(program, ["enroll", .. Where, "--public", file]);
        if (code != 0) throw new InvalidOperationException(output);
        using var body = JsonDocument.Parse(File.ReadAllBytes(file));
        return body.RootElement.GetProperty("publicKey").GetString()!;
    }

    /// <summary>The running agent's status.</summary>
    internal async Task<JsonDocument> StatusAsync() =>
        JsonDocument.Parse((await Child.RunAsync(program, ["status", "--json", "--data", Data])).Output);

    private string[] Where => ["--config", Configuration, "--data", Data];

    private const string Rules = $$"""
        {"version": 1, "rules": [{"id": "broken-in", "where": "edge", "sensors": {"sensor": "{{Loop}}"}, "when": {"kind": "match", "event": "contact"},
          "then": {"severity": "critical", "title": {"zh": "闯入", "en": "Broken in"} } }]}
        """;

    private static string Register => $$"""
        {"version": 1, "sensors": [{"device": "{{Device}}", "sensor": "{{Loop}}", "quantity": "intrusion", "validFrom": "2026-01-01T00:00:00Z"}]}
        """;

    private string Text(string contact) => $$"""
        {
          "device": "{{Device}}",
          "hub": {"url": "{{hub}}"},
          "chip": "{{ChipLabel}}",
          "outbox": {"capBytes": 33554432},
          "rules": "rules.json",
          "register": "sensors.json",
          "outputs": [{"name": "siren", "kind": "siren", "offset": {{SirenLine}}, "whileAlert": {"rules": ["broken-in"]} }],
          "lines": [
            {"name": "door0", "chipLine": "{{GpioSim.LineName(0)}}", "bias": "pull-down"},
            {"name": "door1", "offset": 1, "bias": "pull-down"},
            {"name": "door2", "offset": 2, "bias": "pull-down"},
            {"name": "door3", "offset": 3, "bias": "pull-down"}
          ],
          "channels": [
            {"name": "thermometer", "kind": "hwmon", "path": "{{bench.Thermometer}}", "periodMs": 100},
            {"name": "converter", "kind": "iio", "path": "{{bench.Converter}}", "multiplier": 1000, "periodMs": 100}
          ],
          "sensors": [
            {"name": "door0", "kind": "{{contact}}", "line": "door0", "debounceMs": 3},
            {"name": "door1", "kind": "contact", "line": "door1", "debounceMs": 3},
            {"name": "door2", "kind": "contact", "line": "door2", "debounceMs": 3},
            {"name": "door3", "kind": "contact", "line": "door3", "debounceMs": 3},
            {"name": "{{Cellar}}", "kind": "channel", "channel": "thermometer", "deadband": 200, "high": 40000, "hysteresis": 1000},
            {"name": "{{Loop}}", "kind": "supervised-contact", "channel": "converter", "pullUpOhms": 10000, "closedOhms": 4700, "openOhms": 22000, "fullScale": 3300000}
          ]
        }
        """;
}
