using CityKit.Core;
using CityKit.Edge.Channels;
using CityKit.Edge.Evidence;
using CityKit.Edge.Gpio;
using CityKit.Edge.Outbox;
using CityKit.Sensors.Rules;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Loop;

/// <summary>
/// The edge's loop (边缘主循环): one thread reads all lines, detectors judge the edges in the order of device time, and what came of it is
/// committed to the outbox together with the state and the place in the source. After a kill it goes on from the last commit.
/// </summary>
public sealed class EdgeLoop
{
    private const int MostReadFailures = 5;
    private static readonly TimeSpan LongestRead = TimeSpan.FromMilliseconds(250);
    private readonly EventOutbox outbox;
    private readonly ILineSource source;
    private readonly EdgeLoopOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Timeline timeline;
    private readonly CommitSink sink;
    private readonly LocalJudge? judge;
    private readonly BootClockKeeper clock;
    private readonly UntilSignal until = new();
    private readonly LineEvent[] buffer;
    private readonly IReadOnlyList<ChannelPoller> channels;
    private readonly EvidenceKeeper? evidence;
    private readonly LossWatch losses;
    private readonly AlertOutputs driven;
    private readonly int boot;
    private long? dirtySince;
    private readonly PartGuard guard;
    private Refusal? trouble;
    private LineRead? lastRead;
    private int readFailures;
    private long movedAt;
    private long judged = long.MinValue;
    private bool full;
    private bool started;

    /// <summary>A loop that has not started.</summary>
    /// <param name="outbox">Where everything goes; open longer than the loop runs.</param>
    /// <param name="parts">What it reads, judges by and switches.</param>
    /// <param name="options">How to read and commit.</param>
    /// <param name="time">For waiting.</param>
    /// <param name="logger">For people.</param>
    /// <exception cref="ArgumentException">An option is out of range, a sensor has two detectors, one listens to a line that is not there,
    /// or a drive names an output or a rule that is not there.</exception>
    internal EdgeLoop(EventOutbox outbox, EdgeLoopParts parts, EdgeLoopOptions options, TimeProvider time, ILogger<EdgeLoop> logger)
    {
        options.Check();
        (channels, evidence, source) = (parts.Channels, parts.Evidence, parts.Source);
        (this.outbox, this.options, this.time, this.logger) = (outbox, options, time, logger);
        buffer = new LineEvent[options.ReadEdges];
        guard = new PartGuard(logger);
        movedAt = time.GetTimestamp();
        boot = outbox.OpenBoot(source.Boot);
        if (parts.Rules is { } rules) judge = new LocalJudge(rules, outbox.Device, boot, () => outbox.Clock(boot).Zero, logger);
        var board = new OutputBoard(parts.Outputs ?? [], () => source.Now, logger, options.Labels);
        driven = new AlertOutputs(Checked(parts), board, judge);
        sink = new CommitSink(judge, () => guard.Run("marks", options.Marks), driven, options.Labels, evidence);
        losses = new LossWatch(
            new("channel-samples-dropped", () => SamplesDropped),
            new("evidence-refused", () => EvidenceRefused),
            new("part-fault", () => guard.Faults),
            new("hub-fell-back", () => outbox.Status.HubFalls) { Details = () => DetailsOf(outbox.Status.LastFall!) });
        timeline = new Timeline(boot, source.Lines, parts.Detectors, sink, logger, parts.Outputs is null ? null : board);
        clock = new BootClockKeeper(outbox, parts.Clock, boot, options.ClockPatience, logger);
    }

    /// <summary>Device time (monotonic nanoseconds) up to which everything is judged and on the disk.</summary>
    public long CurrentUntil => until.Value;

    /// <summary>The state of the loop.</summary>
    public EdgeLoopStatus Status => new(until.Value, timeline.Edges, timeline.Events, timeline.Faults, Volatile.Read(ref trouble))
    {
        SamplesDropped = SamplesDropped,
        EvidenceRefused = EvidenceRefused,
        Clock = clock.Status,
        Still = time.GetElapsedTime(Interlocked.Read(ref movedAt)),
    };

    private static IEnumerable<EventField> DetailsOf(HubFall fall) =>
        [new("lane", Lanes.NameOf(fall.Lane)), new("from", fall.From), new("to", fall.To)];

    private long SamplesDropped => channels.Sum(poller => poller.Dropped);

    private long EvidenceRefused => evidence?.Refused ?? 0;

    /// <summary>
    /// Ends when <see cref="CurrentUntil"/> has come to a moment. While somebody waits, every read is committed at once; so ask first, then
    /// move a driven source's time.
    /// </summary>
    public Task WaitUntil(long nanoseconds, CancellationToken cancel = default) => until.WaitFor(nanoseconds, cancel);

    /// <summary>Takes up where the last commit stopped, and commits once. Called by <see cref="RunAsync"/> unless it was before.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start(CancellationToken cancel = default)
    {
        if (started) throw new InvalidOperationException("The loop runs already.");
        started = true;
        if (outbox.Salvage is { } salvage) EdgeLoopLog.MovedAside(logger, salvage.MovedAside, salvage.Kept, salvage.Lost);
        guard.Run("clock", () => clock.Look(() => source.Now));
        judge?.Load(outbox);
        losses.Load(outbox);
        driven.Load(outbox, boot, source.Now);
        evidence?.Begin(source.Lines, source.Now);
        var how = TakeUp();
        timeline.SetClock(outbox.Clock(boot).Zero);
        EdgeLoopLog.Starts(logger, source.Now, source.Boot, how);
        for (var line = 0; line < source.Lines.Count; line++)
            if (source.WhyAway(line) is { } why) EdgeLoopLog.LineAway(logger, options.Labels.Line(source.Lines[line]), why);
        Commit(Judge(TimeSpan.Zero), cancel);
    }

    /// <summary>Runs on a thread of its own until cancelled; what was judged is committed before it ends.</summary>
    public Task RunAsync(CancellationToken cancel) =>
        Task.Factory.StartNew(() => Run(cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static IReadOnlyList<AlertDrive> Checked(EdgeLoopParts parts)
    {
        if (parts.Drives.FirstOrDefault(drive => parts.Outputs?.Any(output => output.Name == drive.Output) != true) is { } lost)
            throw new ArgumentException($"Alerts are to switch output '{lost.Output}', which is not there.", nameof(parts));
        if (parts.Drives.SelectMany(drive => drive.Check(parts.Rules?.Rules ?? RuleSet.Empty)).FirstOrDefault() is { } wrong)
            throw new ArgumentException(wrong.ToString(), nameof(parts));
        return parts.Drives;
    }

    private string TakeUp()
    {
        if (outbox.Source is not { } at)
        {
            timeline.Start(source);
            return "first start";
        }
        if (at.Boot == boot && TryRewind(at.Position))
        {
            timeline.Resume(source, outbox, at);
            return "rewound, nothing missed";
        }
        timeline.ResumeBlind(source, outbox, at.Boot == boot ? at.Nanoseconds : 0);
        return "blind since the last commit";
    }

    private bool TryRewind(long position)
    {
        if (!source.CanRewind) return false;
        try
        {
            source.Rewind(position);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false; // another recording: what happened meanwhile is not known
        }
    }

    private void Run(CancellationToken cancel)
    {
        if (!started) Start(cancel);
        SourcePosition? open = null;
        while (!cancel.IsCancellationRequested) open = Cycle(cancel);
        if (open is { } position && trouble is null) Commit(position, CancellationToken.None);
    }

    /// <returns>What is judged and not committed; null when all is.</returns>
    private SourcePosition? Cycle(CancellationToken cancel)
    {
        var position = Judge(ReadTimeout());
        if (IsDue(position))
        {
            Commit(position, cancel);
            return null;
        }
        if (dirtySince is not null) return position;
        until.MoveTo(position.Nanoseconds); // nothing came of it: after a kill the same nothing comes again
        return null;
    }

    private SourcePosition Judge(TimeSpan timeout)
    {
        var read = Read(timeout);
        evidence?.Take(buffer.AsSpan(0, read.Count));
        timeline.Feed(buffer.AsSpan(0, read.Count), read.Until);
        while (source.TakePresence() is { } change) Take(change);
        foreach (var poller in channels)
            while (poller.TryTake(read.Until, out var sample)) timeline.Take(sample);
        driven.Apply(read.Until);
        if (evidence is not null)
            guard.Run("evidence", () => evidence.Write(read.Until, outbox.Device, () => outbox.Clock(boot), TellEvidence));
        if (sink.TakeHeartbeat())
        {
            LookAtClock();
            losses.Look(timeline.TellFault);
            driven.Look(timeline.TellFault);
        }
        if (read.Count > 0 || sink.Commit.Events.Count > 0) dirtySince ??= time.GetTimestamp();
        full = read.Count == buffer.Length;
        if (read.Until > judged) Interlocked.Exchange(ref movedAt, time.GetTimestamp());
        judged = Math.Max(judged, read.Until);
        return new SourcePosition(boot, read.Position, read.Until);
    }

    /// <summary>
    /// Lines that threw are read again after a pause, as they may only have been unplugged; when they go on throwing the loop ends, and is
    /// restarted with lines that are reopened.
    /// </summary>
    private LineRead Read(TimeSpan timeout)
    {
        try
        {
            lastRead = source.Read(buffer, timeout);
            readFailures = 0;
        }
        catch (Exception fault) when (lastRead is not null && fault is not ObjectDisposedException && ++readFailures <= MostReadFailures)
        {
            guard.Note("line source", fault);
            Wait(CancellationToken.None);
            lastRead = lastRead.Value with { Count = 0 };
        }
        return lastRead.Value;
    }

    private void LookAtClock()
    {
        guard.Run("clock", () => clock.Look(() => source.Now));
        timeline.SetClock(outbox.Clock(boot).Zero);
    }

    private void TellEvidence(EvidenceStored stored)
    {
        if (stored.Refusal is { } refusal) EdgeLoopLog.EvidenceNotKept(logger, refusal.Code, refusal.Message);
        else EdgeLoopLog.EvidenceKept(logger, stored.Name!, stored.Dropped.Count);
    }

    private void Take(LinePresence change)
    {
        if (change.Present) EdgeLoopLog.LineBack(logger, options.Labels.Line(source.Lines[change.Line]));
        else EdgeLoopLog.LineAway(logger, options.Labels.Line(source.Lines[change.Line]), change.Reason);
        timeline.Take(change, source);
    }

    private bool IsDue(SourcePosition position)
    {
        if (dirtySince is not { } since) return false;
        return full || sink.HasAlarm || until.IsAwaited || time.GetElapsedTime(since) >= options.CommitAfter;
    }

    private TimeSpan ReadTimeout()
    {
        var toTimer = TimeSpan.FromTicks(Math.Clamp((timeline.NextDue - source.Now) / TimeSpan.NanosecondsPerTick + 1, 1,
            LongestRead.Ticks));
        if (dirtySince is not { } since) return toTimer;
        var toCommit = options.CommitAfter - time.GetElapsedTime(since);
        return toCommit < TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(toTimer.Ticks, toCommit.Ticks + 1));
    }

    /// <summary>Tries until it is on the disk: what was judged is never given up, the source's own buffer bridges the time.</summary>
    private void Commit(SourcePosition position, CancellationToken cancel)
    {
        timeline.Save(sink.Commit); // may find a detector's fault, which rules see too
        guard.Run("rules' state", sink.SaveRules);
        losses.Save(sink.Commit);
        driven.Save(sink.Commit);
        sink.Commit.Source = position;
        while (outbox.Commit(sink.Commit).Refusal is { } refusal)
        {
            Tell(refusal);
            if (!Wait(cancel)) return;
            driven.Apply(source.Now); // a full disk does not keep a siren on
        }
        Tell(null);
        guard.Run("listener", () => options.Kept(sink.Commit.Events));
        sink.Clear();
        dirtySince = null;
        Interlocked.Exchange(ref movedAt, time.GetTimestamp());
        until.MoveTo(position.Nanoseconds);
    }

    private void Tell(Refusal? refusal)
    {
        if (refusal?.Code == trouble?.Code) return;
        if (refusal is null) EdgeLoopLog.CommitsAgain(logger);
        else EdgeLoopLog.CommitRefused(logger, refusal.Code, refusal.Message);
        Volatile.Write(ref trouble, refusal);
    }

    private bool Wait(CancellationToken cancel)
    {
        var elapsed = Task.Delay(options.RetryAfter, time, cancel);
        Task.WaitAny([elapsed], CancellationToken.None);
        return elapsed.IsCompletedSuccessfully;
    }
}
