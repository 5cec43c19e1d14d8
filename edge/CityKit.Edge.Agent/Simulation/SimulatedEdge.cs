using System.Collections.Concurrent;
using System.Globalization;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Channels;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>
/// The real loop, rules and outbox on simulated pins; the outbox is in a temporary folder, and its events are shown in place of being
/// sent.
/// </summary>
internal sealed class SimulatedEdge : IAsyncDisposable
{
    // a fixed moment, so that one script always shows the same: midnight in China
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 16, 0);
    private readonly string folder = Directory.CreateTempSubdirectory("citykit-simulate-").FullName;
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentQueue<(long At, string Output, bool Active)> switched = new();
    private readonly TextWriter output;
    private readonly bool heartbeats;
    private readonly IReadOnlyDictionary<string, string> units;
    private readonly EventOutbox outbox;
    private readonly EdgeLoop loop;
    private readonly Task running;
    private readonly ChannelPoller? poller;
    private long pollTime;

    /// <summary>Starts it at device time 0.</summary>
    internal SimulatedEdge(AgentConfiguration configuration, TextWriter output, bool heartbeats, TimeProvider time)
    {
        (this.output, this.heartbeats, units) = (output, heartbeats, configuration.Edge.Units);
        Pins = new SimulatedPins(configuration.Edge, new BootId(1), 0);
        Pins.Wired = (name, active) => switched.Enqueue((Pins.Chip.Now, name, active));
        outbox = EventOutbox.Open(new OutboxOptions { Path = Path.Combine(folder, "outbox.db"), Device = configuration.Edge.Device });
        if (configuration.Edge.Channels is { Count: > 0 } channels)
            poller = new ChannelPoller(Pins.Channels, [.. channels.Select(c => new PolledChannel(c.Name, c.Period))], () => pollTime);
        var parts = new EdgeLoopParts(Pins.Chip, Pins.Detectors, new SimulatedWallClock(Start, Pins.Chip))
        {
            Rules = configuration.Rules, Channels = poller is null ? [] : [poller], Outputs = Pins.Outputs,
            Drives = configuration.Edge.Drives,
        };
        loop = new EdgeLoop(outbox, parts, new EdgeLoopOptions { Labels = configuration.Edge.Labels }, time, NullLogger<EdgeLoop>.Instance);
        loop.Start(ended.Token);
        running = loop.RunAsync(ended.Token);
        Show();
    }

    /// <summary>The pins.</summary>
    internal SimulatedPins Pins { get; }

    /// <summary>Events shown so far.</summary>
    internal long Shown { get; private set; }

    /// <summary>Plays a step to its end and shows what came of it.</summary>
    internal Task PlayAsync(ScriptStep step, CancellationToken cancel) => MoveToAsync(Pins.Schedule(step), cancel);

    /// <summary>Lets time come to a moment, past all times at which channels are read, and shows what came of it.</summary>
    internal async Task MoveToAsync(long nanoseconds, CancellationToken cancel)
    {
        while (poller is not null && NextPoll <= nanoseconds)
        {
            pollTime = NextPoll;
            poller.PollDue(); // before time comes to that moment, so that the loop finds it there
            await AdvanceToAsync(pollTime, cancel);
        }
        await AdvanceToAsync(nanoseconds, cancel);
        Show();
    }

    /// <summary>The first time is the moment after the beginning: what a script sets before time moves is what is read.</summary>
    private long NextPoll => poller!.Due ?? Pins.Chip.Now + 1;

    private async Task AdvanceToAsync(long nanoseconds, CancellationToken cancel)
    {
        while (Pins.LongestJump is { } jump && Pins.Chip.Now + jump < nanoseconds) await JumpToAsync(Pins.Chip.Now + jump, cancel);
        await JumpToAsync(nanoseconds, cancel);
    }

    private async Task JumpToAsync(long nanoseconds, CancellationToken cancel)
    {
        var judged = loop.WaitUntil(nanoseconds, cancel);
        Pins.Chip.AdvanceTo(nanoseconds);
        await judged;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await running;
        Pins.Chip.Dispose();
        outbox.Dispose();
        ended.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Show()
    {
        var events = new List<CityEvent>();
        while ((outbox.NextBatch(Lane.Alarm, BatchLimits.Max) ?? outbox.NextBatch(Lane.Reading, BatchLimits.Max)) is { } batch)
        {
            events.AddRange(batch.Events.Select(bytes => EventCodec.Decode(bytes.Span, out _)!));
            outbox.Synced(batch.Header.Lane, batch.Last);
        }
        foreach (var seen in events.OrderBy(e => e.Time.Nanoseconds))
        {
            ShowSwitched(before: seen.Time.Nanoseconds);
            Show(seen);
        }
        ShowSwitched(before: long.MaxValue);
    }

    /// <summary>An output comes after the alert that switched it.</summary>
    private void ShowSwitched(long before)
    {
        while (switched.TryPeek(out var next) && next.At < before && switched.TryDequeue(out next))
            output.WriteLine($"{Seconds(next.At),12} s  {"output",-7}  {next.Output,-16} {(next.Active ? "active" : "inactive")}");
    }

    private void Show(CityEvent seen)
    {
        if (seen.Kind == EventKind.Heartbeat && !heartbeats) return;
        Shown++;
        var marks = seen.Flags == EventFlags.None ? "" : $" [{seen.Flags}]";
        var span = seen.SpanNanoseconds == 0 ? "" : $" over {Seconds(seen.SpanNanoseconds)} s";
        var fields = string.Concat(seen.Fields.Select(field =>
            $" {field.Name}={field.Text ?? field.Number.ToString(CultureInfo.InvariantCulture)}"));
        var unit = seen.Kind == EventKind.Reading && units.TryGetValue(seen.Sensor.Value, out var named) ? " " + named : "";
        output.WriteLine(
            $"{Seconds(seen.Time.Nanoseconds),12} s  {Lanes.NameOf(seen.Lane),-7}  {seen.Sensor.Value,-16} {seen.Kind} "
                + $"{seen.Value.ToString(CultureInfo.InvariantCulture)}{unit}{span}{fields}{marks}");
    }

    private static string Seconds(long nanoseconds) => (nanoseconds / 1e9m).ToString("0.000", CultureInfo.InvariantCulture);
}
