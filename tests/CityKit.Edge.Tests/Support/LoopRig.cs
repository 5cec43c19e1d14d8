using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Channels;
using CityKit.Edge.Detectors;
using CityKit.Edge.Gpio;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Edge.Tests.Support;

/// <summary>A loop over a source that the test drives, stepped from moment to moment.</summary>
internal sealed class LoopRig : IAsyncDisposable
{
    internal const long Second = 1_000_000_000;
    internal const long Minute = 60 * Second;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    internal LoopRig(EventOutbox outbox, ILineSource source, IReadOnlyList<Func<IDetector>> detectors, IWallClock? clock = null,
        int readEdges = 1024, LocalRules? rules = null, IReadOnlyList<CityKit.Edge.Channels.ChannelPoller>? channels = null,
        CityKit.Edge.Evidence.EvidenceKeeper? evidence = null, IReadOnlyList<IOutputLine>? outputs = null,
        IReadOnlyList<AlertDrive>? drives = null, EventFlags marks = EventFlags.None, EdgeLabels? labels = null)
    {
        (Outbox, Source) = (outbox, source);
        var options = new EdgeLoopOptions
        {
            ReadEdges = readEdges, RetryAfter = TimeSpan.FromMilliseconds(1), Marks = () => marks, Labels = labels ?? EdgeLabels.None,
        };
        var parts = new EdgeLoopParts(source, detectors, clock ?? new FixedClock(source))
        {
            Rules = rules, Channels = channels ?? [], Evidence = evidence, Outputs = outputs, Drives = drives ?? [],
        };
        Loop = new EdgeLoop(outbox, parts, options, TimeProvider.System, NullLogger<EdgeLoop>.Instance);
        Loop.Start();
        running = Loop.RunAsync(stop.Token);
    }

    internal EventOutbox Outbox { get; }

    internal ILineSource Source { get; }

    internal EdgeLoop Loop { get; }

    internal async Task MoveTo(long nanoseconds)
    {
        var reached = Loop.WaitUntil(nanoseconds);
        if (Source is RecordedLineSource recorded) recorded.AdvanceTo(nanoseconds);
        else ((SimulatedChip)Source).AdvanceTo(nanoseconds);
        await reached.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Ends the thread; like a kill, as nothing is flushed but what was awaited.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    internal static List<CityEvent> Events(EventOutbox outbox, Lane lane)
    {
        var events = new List<CityEvent>();
        if (lane == Lane.Reading) outbox.Synced(Lane.Alarm, outbox.Status.Alarm.Last);
        while (outbox.NextBatch(lane, BatchLimits.Max) is { } batch)
        {
            events.AddRange(batch.Events.Select(e => EventCodec.Decode(e.Span, out _)!));
            outbox.Synced(lane, batch.Last);
        }
        return events;
    }

    internal static List<string> Bytes(EventOutbox outbox) =>
        [.. new[] { Lane.Alarm, Lane.Reading }.SelectMany(lane => Events(outbox, lane)).Select(Hex)];

    private static string Hex(CityEvent cityEvent)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        return Convert.ToHexString(buffer.AsSpan(0, EventCodec.Encode(cityEvent, buffer)));
    }

    private sealed class FixedClock(ILineSource source) : IWallClock
    {
        public WallTime Read() => new(Samples.Zero.PlusNanoseconds(source.Now), ClockQuality.Synchronized);
    }
}
