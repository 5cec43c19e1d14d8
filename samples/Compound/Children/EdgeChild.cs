using System.Collections.Concurrent;
using System.CommandLine;
using System.Text.Json.Nodes;
using CityKit.Edge;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.World;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Samples.Compound.Children;

/// <summary>The edge's process: lines, detectors, loop, outbox and forwarder, moved by the driver's time.</summary>
internal sealed class EdgeChild : IAsyncDisposable
{
    private readonly Scenario scenario;
    private readonly ILoggerFactory logging = ChildLog.Create();
    private readonly SceneSource source;
    private readonly EdgeRuntime edge;
    private readonly ConcurrentQueue<Seen> heard = new();
    private Task running = Task.CompletedTask;

    private EdgeChild(Scenario scenario, DataFolder folder, Instant now, bool recorded, Uri hub)
    {
        this.scenario = scenario;
        var configuration = ScenarioCheck.Edge(scenario);
        var scene = Scene.Of(scenario);
        source = recorded
            ? SceneSource.Recorded(scene)
            : SceneSource.Chip(scene, configuration, Math.Max(scenario.ToMonotonic(now), ReachedBefore(configuration, folder)));
        edge = new EdgeRuntime(Options(configuration, folder, hub), NoServices.Instance, TimeProvider.System, logging);
    }

    /// <summary>The hidden command that is this process.</summary>
    public static Command Command()
    {
        var options = new ChildOptions();
        var hub = new Option<string>("--hub") { Required = true };
        var from = new Option<string>("--source") { Required = true };
        var command = new Command("edge", "The edge's process, started by the driver.") { hub, from };
        command.Hidden = true;
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var scenario = ScenarioReader.Read(options.Scenario(parsed));
            await using var child = new EdgeChild(scenario, options.Data(parsed), options.Now(parsed), parsed.GetValue(from) == "recorded",
                new Uri(parsed.GetValue(hub)!));
            await child.RunAsync();
            return 0;
        });
        return command;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await edge.DisposeAsync();
        logging.Dispose();
    }

    /// <summary>
    /// How far the device had come: what restarts is a process, never the device, so its time does not go back. A driver that was killed
    /// may not have noted it, and a chip switched on before it would give the same pulses twice.
    /// </summary>
    private static long ReachedBefore(EdgeConfiguration configuration, DataFolder folder)
    {
        if (!File.Exists(folder.Outbox)) return 0;
        using var outbox = EventOutbox.Open(new OutboxOptions { Path = folder.Outbox, Device = configuration.Device,
            CapBytes = configuration.OutboxCapBytes });
        return outbox.Source?.Nanoseconds ?? 0;
    }

    private EdgeOptions Options(EdgeConfiguration configuration, DataFolder folder, Uri hub) => new()
    {
        Device = configuration.Device,
        DataFolder = folder.Path,
        OutboxCapBytes = configuration.OutboxCapBytes,
        Source = _ => source.Lines,
        Detectors = _ => [.. configuration.Sensors.Select(s => (Func<IDetector>)(() => new TellingDetector(s.CreateDetector(), heard)))],
        Rules = _ => new LocalRules(ScenarioCheck.Read<RuleSet>(scenario.Files.Rules, RuleSet.Parse),
            ScenarioCheck.Read<SensorRegister>(scenario.Files.Sensors, SensorRegister.Parse)),
        Clock = _ => new ScenarioClock(scenario, source),
        // The hub is on the same machine and comes back within moments, so the pauses are short.
        Forwarder = new ForwarderOptions
        {
            Hub = hub,
            FirstRetry = TimeSpan.FromMilliseconds(10),
            LongestRetry = TimeSpan.FromMilliseconds(200),
            SlowRetry = TimeSpan.FromSeconds(1),
        },
    };

    private async Task RunAsync()
    {
        using var line = new ControlLine();
        edge.Loop.Start(line.Closed);
        running = edge.RunAsync(line.Closed);
        line.SayReady(new JsonObject { ["publicKey"] = Convert.ToBase64String(edge.PublicKey.Info.Span) });
        await line.ServeAsync(message => AnswerAsync(message, line.Closed));
        await running;
    }

    private async Task<JsonObject> AnswerAsync(JsonObject message, CancellationToken closed)
    {
        if (message["happen"] is { } demand) LetHappen(Enum.Parse<Demand>((string)demand!), ControlMessage.InstantOf(message, "at")!.Value);
        return ControlMessage.InstantOf(message, "advance") is { } to ? await AdvanceAsync(to, closed) : Stats();
    }

    private void LetHappen(Demand demand, Instant at) => source.Add(Scene.Beside(scenario, DemandedHappenings.Of(demand, scenario, at)));

    private async Task<JsonObject> AdvanceAsync(Instant to, CancellationToken closed)
    {
        var target = scenario.ToMonotonic(to);
        var judged = edge.Loop.WaitUntil(target, closed);
        source.AdvanceTo(target);
        await UnlessStoppedAsync(judged, closed);
        await UnlessStoppedAsync(edge.Forwarder.DrainAsync(closed), closed);
        var status = edge.Outbox.Status;
        return new JsonObject
        {
            ["reached"] = ControlMessage.Text(to),
            ["saw"] = Heard(),
            ["alarm"] = status.Alarm.Cursor,
            ["reading"] = status.Reading.Cursor,
        };
    }

    /// <summary>A loop that failed reaches nothing any more: better that this process ends and is started again.</summary>
    private async Task UnlessStoppedAsync(Task reached, CancellationToken closed)
    {
        var first = await Task.WhenAny(reached, running);
        await first;
        closed.ThrowIfCancellationRequested();
        if (first == running) throw new InvalidOperationException("The edge's loop ended by itself. 主循环意外终止。");
    }

    private JsonArray Heard()
    {
        var seen = new JsonArray();
        while (heard.TryDequeue(out var one)) seen.Add(one.ToJson());
        return seen;
    }

    private JsonObject Stats() => new() { ["produced"] = edge.Outbox.Status.Produced };
}
