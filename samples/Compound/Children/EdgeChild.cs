using System.Collections.Concurrent;
using System.CommandLine;
using System.Text.Json.Nodes;
using CityKit.Core.Signing;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.World;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Samples.Compound.Children;

/// <summary>The edge's process: lines, detectors, loop, outbox and forwarder, moved by the driver's time.</summary>
internal sealed class EdgeChild : IDisposable
{
    private readonly Scenario scenario;
    private readonly ILoggerFactory logging;
    private readonly SceneSource source;
    private readonly DeviceKey key;
    private readonly EventOutbox outbox;
    private readonly EdgeLoop loop;
    private readonly ConcurrentQueue<Seen> heard = new();

    private EdgeChild(Scenario scenario, DataFolder folder, Instant now, bool recorded)
    {
        this.scenario = scenario;
        logging = ChildLog.Create();
        var configuration = ScenarioCheck.Edge(scenario);
        var scene = Scene.Of(scenario);
        source = recorded ? SceneSource.Recorded(scene) : SceneSource.Chip(scene, configuration, scenario.ToMonotonic(now));
        key = DeviceKey.LoadOrCreate(folder.EdgeKey);
        outbox = EventOutbox.Open(new OutboxOptions { Path = folder.EdgeDatabase, Device = configuration.Device, CapBytes = configuration.OutboxCapBytes });
        Func<IDetector>[] detectors = [.. configuration.Sensors.Select(s => (Func<IDetector>)(() => new TellingDetector(s.CreateDetector(), heard)))];
        loop = new EdgeLoop(outbox, source.Lines, detectors, new ScenarioClock(scenario, source), new EdgeLoopOptions(), TimeProvider.System, logging.CreateLogger<EdgeLoop>());
    }

    /// <summary>The hidden command that is this process.</summary>
    public static Command Command()
    {
        var options = new ChildOptions();
        var hub = new Option<Uri>("--hub") { Required = true };
        var from = new Option<string>("--source") { Required = true };
        var command = new Command("edge", "The edge's process, started by the driver.") { hub, from };
        command.Hidden = true;
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var scenario = ScenarioReader.Read(options.Scenario(parsed));
            using var child = new EdgeChild(scenario, options.Data(parsed), options.Now(parsed), parsed.GetValue(from) == "recorded");
            await child.RunAsync();
            return 0;
        });
        return command;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        outbox.Dispose();
        key.Dispose();
        source.Lines.Dispose();
        logging.Dispose();
    }

    private async Task RunAsync()
    {
        using var line = new ControlLine();
        loop.Start(line.Closed);
        var looping = loop.RunAsync(line.Closed);
        line.SayReady(new JsonObject { ["publicKey"] = Convert.ToBase64String(key.Public.Info.Span) });
        await line.ServeAsync(message => AnswerAsync(message, line.Closed));
        await looping;
    }

    private async Task<JsonObject> AnswerAsync(JsonObject message, CancellationToken closed) =>
        ControlMessage.InstantOf(message, "advance") is { } to ? await AdvanceAsync(to, closed) : Stats();

    private async Task<JsonObject> AdvanceAsync(Instant to, CancellationToken closed)
    {
        var target = scenario.ToMonotonic(to);
        var judged = loop.WaitUntil(target, closed);
        source.AdvanceTo(target);
        await judged;
        return new JsonObject { ["reached"] = ControlMessage.Text(to), ["saw"] = Heard(), ["alarm"] = outbox.Status.Alarm.Cursor, ["reading"] = outbox.Status.Reading.Cursor };
    }

    private JsonArray Heard()
    {
        var seen = new JsonArray();
        while (heard.TryDequeue(out var one)) seen.Add(one.ToJson());
        return seen;
    }

    private JsonObject Stats() => new() { ["produced"] = outbox.Status.Produced };
}
