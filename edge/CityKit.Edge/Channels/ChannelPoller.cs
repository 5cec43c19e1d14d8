using NodaTime;

namespace CityKit.Edge.Channels;

/// <summary>
/// Reads the channels of one source at their rates, on a thread of its own, so that a slow thermometer never keeps edges waiting. Samples wait for the loop, in order; when more than
/// <see cref="MaxWaiting"/> wait, the oldest goes and is counted.
/// </summary>
public sealed class ChannelPoller
{
    /// <summary>How many samples wait at most.</summary>
    public const int MaxWaiting = 4096;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);
    private readonly IChannelSource source;
    private readonly Func<long> now;
    private readonly long[] periods;
    private readonly int[] indexes;
    private readonly long?[] next;
    private readonly Lock gate = new();
    private readonly Queue<ChannelSample> waiting = new();
    private readonly ChannelSample?[] newest;
    private long dropped;

    /// <summary>A poller that has not started.</summary>
    /// <param name="source">What is read; not disposed here.</param>
    /// <param name="channels">Which channels, and how often.</param>
    /// <param name="now">The monotonic clock of the lines, in nanoseconds.</param>
    /// <exception cref="ArgumentException">The source has no such channel, or a period is out of range.</exception>
    public ChannelPoller(IChannelSource source, IReadOnlyList<PolledChannel> channels, Func<long> now)
    {
        (this.source, this.now) = (source, now);
        indexes = [.. channels.Select(c => IndexOf(c.Name))];
        periods = [.. channels.Select(c => Detectors.Durations.Checked(c.Period, Duration.FromMilliseconds(10), Duration.FromDays(1), nameof(PolledChannel.Period)))];
        next = new long?[periods.Length];
        newest = new ChannelSample?[periods.Length];
    }

    /// <summary>How many samples were given up because nobody took them.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>When a channel is to be read next; null before the first time. For whoever moves time himself, on the thread that polls.</summary>
    public long? Due => next.Min();

    /// <summary>The newest sample of each channel that was read, for health pages. Safe for any thread.</summary>
    public IReadOnlyList<ChannelSample> Newest
    {
        get { lock (gate) return [.. newest.Where(s => s is not null).Select(s => s!.Value)]; }
    }

    /// <summary>Reads every channel whose time has come. A time that was missed is not made up for: the next one is a full period's multiple.</summary>
    public void PollDue()
    {
        for (var i = 0; i < periods.Length; i++)
        {
            var at = now();
            if (next[i] > at) continue;
            var read = source.Read(indexes[i]);
            Add(i, new ChannelSample(source.Channels[indexes[i]], now(), read));
            next[i] = (at / periods[i] + 1) * periods[i];
        }
    }

    /// <summary>Reads until cancelled.</summary>
    public Task RunAsync(TimeProvider time, CancellationToken cancel) => Task.Run(() => PollUntilCancelled(time, cancel), CancellationToken.None);

    /// <summary>The next sample that was read by a moment; false when there is none.</summary>
    public bool TryTake(long until, out ChannelSample sample)
    {
        lock (gate)
        {
            if (waiting.TryPeek(out sample) && sample.Nanoseconds <= until) return waiting.TryDequeue(out sample);
            sample = default;
            return false;
        }
    }

    private async Task PollUntilCancelled(TimeProvider time, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            PollDue();
            var wait = TimeSpan.FromTicks(Math.Clamp((Due - now()) / TimeSpan.NanosecondsPerTick ?? LongestWait.Ticks, TimeSpan.TicksPerMillisecond, LongestWait.Ticks));
            await Task.Delay(wait, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Add(int index, ChannelSample sample)
    {
        lock (gate)
        {
            newest[index] = sample;
            if (waiting.Count == MaxWaiting && waiting.TryDequeue(out _)) Interlocked.Increment(ref dropped);
            waiting.Enqueue(sample);
        }
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < source.Channels.Count; i++)
            if (source.Channels[i] == name) return i;
        throw new ArgumentException($"There is no channel '{name}'; there are {string.Join(", ", source.Channels)}. 通道“{name}”不存在。");
    }
}
