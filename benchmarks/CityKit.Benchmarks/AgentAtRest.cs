using System.Diagnostics;
using System.Globalization;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Sqlite;

namespace CityKit.Benchmarks;

/// <summary>
/// The agent's own program at rest, on Linux: 64 lines of the simulated chip (48 contacts, 16 pulse meters), 100 rules, a hub in
/// this process that takes what is sent. What it costs
/// in processor time and memory, beside an empty host started in the same run; and what it writes to the disk, at rest and for each
/// event of one line that moves.
/// </summary>
internal static class AgentAtRest
{
    private const int Lines = 64;
    private const int Contacts = 48;
    private const int Rules = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(90); // code is compiled again once it has run often
    private static readonly DeviceId Device = DeviceId.Parse("pi-bench");

    internal static async Task RunAsync(string agent, string emptyHost, int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-rest-").FullName;
        try
        {
            using var key = DeviceKey.LoadOrCreate(Path.Combine(folder, "device.pem"));
            await using var hub = await LocalHub.StartAsync(Device, key.Public, city => city.UseSqlite(Path.Combine(folder, "city.db")));
            Write(folder, hub.Urls.First());
            using var empty = Start(emptyHost);
            using var edge = Start(agent, "run", "--simulated", "--config", Path.Combine(folder, "edge.json"), "--data", folder);
            try
            {
                await Task.Delay(Settling);
                await MeasureAsync(empty, edge, seconds);
                await MeasureEventsAsync(edge);
            }
            finally
            {
                empty.Kill();
                edge.Kill();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private const int Moves = 40;
    // rarer than commits and the hub's answers, so that each move has its own
    private static readonly TimeSpan BetweenMoves = TimeSpan.FromSeconds(2);

    /// <summary>A contact that moves makes its event and the alert of its rule, each move in commits of its own; heartbeats of the
    /// time are taken off.</summary>
    private static async Task MeasureEventsAsync(Process agent)
    {
        var before = Written(agent);
        for (var move = 0; move < Moves; move++)
        {
            await agent.StandardInput.WriteLineAsync($"line-{move % Contacts} on");
            await agent.StandardInput.FlushAsync();
            await Task.Delay(BetweenMoves);
        }
        Console.WriteLine($"agent: {Written(agent) - before} bytes written for {Moves} moves of a contact and {(Moves * BetweenMoves).TotalSeconds:0} s");
    }

    /// <summary>What the kernel sent to the disk for a process: log, checkpoints and all else.</summary>
    private static long Written(Process process) =>
        long.Parse(File.ReadLines($"/proc/{process.Id}/io")
            .First(l => l.StartsWith("write_bytes:", StringComparison.Ordinal))["write_bytes:".Length..], CultureInfo.InvariantCulture);

    private static async Task MeasureAsync(Process empty, Process agent, int seconds)
    {
        var (emptyBefore, agentBefore, writtenBefore) = (empty.TotalProcessorTime, agent.TotalProcessorTime, Written(agent));
        var clock = Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        Tell("empty host", empty, emptyBefore, clock.Elapsed);
        Tell("agent", agent, agentBefore, clock.Elapsed);
        var written = Written(agent) - writtenBefore;
        Console.WriteLine($"agent: {written} bytes written at rest, {written / clock.Elapsed.TotalDays / 1e6:0.0} MB a day");
    }

    private static void Tell(string name, Process process, TimeSpan before, TimeSpan wall)
    {
        process.Refresh();
        var busy = process.TotalProcessorTime - before;
        var memory = File.ReadLines($"/proc/{process.Id}/status").Where(IsMemory)
            .Select(l => l.Replace("\t", " ", StringComparison.Ordinal));
        Console.WriteLine($"{name}: {busy.TotalMilliseconds:0} ms of CPU in {wall.TotalSeconds:0} s, {100 * busy / wall:0.000} % of a core; {string.Join(", ", memory)}");
    }

    /// <summary>What is resident, and what of it is anonymous, files, or shared: compiled code is shared memory, as .NET maps it
    /// twice.</summary>
    private static bool IsMemory(string line) => line.StartsWith("VmRSS:", StringComparison.Ordinal)
        || line.StartsWith("Rss", StringComparison.Ordinal);

    /// <summary>A program, or an assembly that needs the machine's runtime.</summary>
    private static Process Start(string program, params string[] arguments)
    {
        var start = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    private static void Write(string folder, string hub)
    {
        var lines = Enumerable.Range(0, Lines).Select(i => $$"""{"name": "line-{{i}}"}""");
        var sensors = Enumerable.Range(0, Lines)
            .Select(i => $$"""{"name": "{{Sensor(i)}}", "kind": "{{(i < Contacts ? "contact" : "pulse-meter")}}", "line": "line-{{i}}"}""");
        var register = Enumerable.Range(0, Lines)
            .Select(i => $$"""{"device": "{{Device}}", "sensor": "{{Sensor(i)}}", "quantity": {{(i < Contacts ? "\"smoke\"" : "\"water\", \"unit\": \"L\", \"perUnit\": 1")}}, "validFrom": "2026-01-01T00:00:00Z"}""");
        File.WriteAllText(Path.Combine(folder, "edge.json"),
            $$"""{"device": "{{Device}}", "hub": {"url": "{{hub}}"}, "rules": "rules.json", "register": "sensors.json", "lines": [{{string.Join(", ", lines)}}], "sensors": [{{string.Join(", ", sensors)}}]}""");
        File.WriteAllText(Path.Combine(folder, "sensors.json"), $$"""{"version": 1, "sensors": [{{string.Join(", ", register)}}]}""");
        File.WriteAllText(Path.Combine(folder, "rules.json"),
            $$"""{"version": 1, "rules": [{{string.Join(", ", Enumerable.Range(0, Rules).Select(Rule))}}]}""");
    }

    /// <summary>For each contact a rule of its alarm, for each meter one of its burst; the others look at several sensors.</summary>
    private static string Rule(int number)
    {
        var sensors = number < Lines ? $"\"sensor\": \"{Sensor(number)}\"" : "\"quantity\": \"water\"";
        var when = number < Contacts
            ? """{"kind": "contact", "is": "active", "hold": "PT0S"}"""
            : string.Create(CultureInfo.InvariantCulture,
                $$"""{"kind": "window", "over": "PT{{number}}M", "above": "{{number * 10}} L"}""");
        var then = $$"""{"severity": "warning", "title": {"zh": "告警 {{number}}", "en": "Alert {{number}}"} }""";
        return $$"""{"id": "rule-{{number}}", "where": "edge", "sensors": { {{sensors}} }, "when": {{when}}, "then": {{then}} }""";
    }

    private static string Sensor(int number) => string.Create(CultureInfo.InvariantCulture, $"sensor-{number}");
}
