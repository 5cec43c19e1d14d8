using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Edge.Channels;

/// <summary>
/// Reads the channels of one source at their rates, on a thread of its own, so that a slow thermometer never keeps edges waiting. Samples
/// wait for the loop, in order; when more than <see cref="MaxWaiting"/> wait, the oldest goes and is counted. A source that throws gives
/// the problem <c>fault</c> and is read less and less often; one that does not answer gives <c>hangs</c>.
/// </summary>
internal sealed class ChannelPoller
{
    /// <summary>How many samples wait at most.</summary>
    public const int MaxWaiting = 4096;

    private const long HangsAfter = 10_000_000_000;
    private const long LongestBackOff = 300_000_000_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);
    private readonly IChannelSource source;
    private readonly Func<long> now;
    private readonly ILogger logger;
    private readonly long[] periods;
    private readonly int[] indexes;
    private readonly long?[] next;
    private readonly int[] faults;
    private readonly Lock gate = new();
    private readonly Queue<ChannelSample> waiting = new();
    private readonly ChannelSample?[] newest;
    private long? readingSince;
    private long dropped;

    /// <summary>A poller that has not started.</summary>
    /// <param name="source">What is read; not disposed here.</param>
    /// <param name="channels">Which channels, and how often.</param>
    /// <param name="now">The monotonic clock of the lines, in nanoseconds.</param>
    /// <param name="logger">For people; null for nobody.</param>
    /// <exception cref="ArgumentException">The source has no such channel, or a period is out of range.</exception>
    public ChannelPoller(IChannelSource source, IReadOnlyList<PolledChannel> channels, Func<long> now, ILogger? logger = null)
    {
        (this.source, this.now, this.logger) = (source, now, logger ?? NullLogger.Instance);
        Channels = [.. channels.Select(c => c.Name)];
        indexes = [.. Channels.Select(IndexOf)];
        periods = [.. channels.Select(c =>
            Detectors.Durations.Checked(c.Period, Duration.FromMilliseconds(10), Duration.FromDays(1), nameof(PolledChannel.Period)))];
        (next, faults, newest) = (new long?[periods.Length], new int[periods.Length], new ChannelSample?[periods.Length]);
    }

    /// <summary>The names of the channels that it reads.</summary>
    public IReadOnlyList<string> Channels { get; }

    /// <summary>How many samples were given up because nobody took them.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>
    /// When a channel is to be read next; null before the first time. For callers that move time themselves, on the thread that polls.
    /// </summary>
    public long? Due => next.Min();

    /// <summary>The newest sample of each channel that was read, for health pages. Safe for any thread.</summary>
    public IReadOnlyList<ChannelSample> Newest
    {
        get { lock (gate) return [.. newest.Where(s => s is not null).Select(s => s!.Value)]; }
    }

    /// <summary>
    /// Reads every channel whose time has come. A time that was missed is not made up for: the next one is a full period's multiple.
    /// </summary>
    public void PollDue()
    {
        for (var i = 0; i < periods.Length; i++)
        {
            var at = now();
            if (next[i] > at) continue;
            lock (gate) readingSince = at;
            var read = Read(i);
            lock (gate) readingSince = null;
            Add(i, new ChannelSample(Channels[i], now(), read));
            next[i] = faults[i] == 0 ? (at / periods[i] + 1) * periods[i] : at + BackOff(i);
        }
    }

    /// <summary>
    /// Reads until cancelled, on a thread of its own. Nothing that the source throws ends it; a source that never answers keeps it from
    /// ending.
    /// </summary>
    public Task RunAsync(TimeProvider time, CancellationToken cancel) =>
        Task.Factory.StartNew(() => PollUntilCancelled(time, cancel), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>
    /// The next sample that was read by a moment; false when there is none. While a reading has not come back for 10 s, each channel has
    /// once the problem <c>hangs</c>.
    /// </summary>
    public bool TryTake(long until, out ChannelSample sample)
    {
        lock (gate)
        {
            if (until - readingSince >= HangsAfter) Hang_NeedsLock(until);
            if (waiting.TryPeek(out sample) && sample.Nanoseconds <= until) return waiting.TryDequeue(out sample);
            sample = default;
            return false;
        }
    }

    private void PollUntilCancelled(TimeProvider time, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            PollDue();
            var wait = TimeSpan.FromTicks(Math.Clamp((Due - now()) / TimeSpan.NanosecondsPerTick ?? LongestWait.Ticks,
                TimeSpan.TicksPerMillisecond, LongestWait.Ticks));
            Task.WaitAny([Task.Delay(wait, time, cancel)], CancellationToken.None);
        }
    }

    private ChannelRead Read(int channel)
    {
        try
        {
            var read = source.Read(indexes[channel]);
            faults[channel] = 0;
            return read;
        }
        catch (Exception fault)
        {
            if (faults[channel]++ == 0) ChannelLog.Fault(logger, fault, Channels[channel]);
            return ChannelRead.None(ChannelRead.Fault);
        }
    }

    /// <summary>Its period, then twice that and so on, to five minutes.</summary>
    private long BackOff(int channel) =>
        Math.Max(periods[channel], Math.Min(LongestBackOff, periods[channel] << Math.Min(faults[channel] - 1, 16)));

    private void Hang_NeedsLock(long at)
    {
        for (var i = 0; i < newest.Length; i++)
            if (newest[i] is not { Read.Problem: ChannelRead.Hangs })
                Add_NeedsLock(i, new ChannelSample(Channels[i], at, ChannelRead.None(ChannelRead.Hangs)));
    }

    private void Add(int index, ChannelSample sample)
    {
        lock (gate) Add_NeedsLock(index, sample);
    }

    private void Add_NeedsLock(int index, ChannelSample sample)
    {
        newest[index] = sample;
        if (waiting.Count == MaxWaiting && waiting.TryDequeue(out _)) Interlocked.Increment(ref dropped);
        waiting.Enqueue(sample);
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < source.Channels.Count; i++)
            if (source.Channels[i] == name) return i;
        throw new ArgumentException($"There is no channel '{name}'; there are {string.Join(", ", source.Channels)}. 通道“{name}”不存在。");
    }
}
