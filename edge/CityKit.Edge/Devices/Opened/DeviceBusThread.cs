namespace CityKit.Edge.Devices.Opened;

/// <summary>
/// The one thread of a bus: all calls to its devices run here, one after the other, so that bindings need no locks. A call that does not
/// come back keeps this bus, and nobody who asks waits longer than his patience.
/// </summary>
internal sealed class DeviceBusThread : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private readonly object gate = new(); // waited on, so no Lock
    private readonly TimeProvider time;
    private readonly Thread thread;
    private readonly Queue<BusCall> calls = new();
    private readonly List<BusPoll> polls = [];
    private bool disposed;

    internal DeviceBusThread(string name, TimeProvider time)
    {
        this.time = time;
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Runs work on the thread.</summary>
    /// <returns>False when it did not end in time; if it has not started by then it never will.</returns>
    internal bool TryRun(Action work, TimeSpan patience)
    {
        var call = new BusCall(work);
        lock (gate)
        {
            if (disposed) return false;
            calls.Enqueue(call);
            Monitor.PulseAll(gate);
            var begun = time.GetTimestamp();
            while (!call.IsDone && patience - time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero)
                Monitor.Wait(gate, Whole(left));
            call.IsGivenUp = true;
            return call.IsDone;
        }
    }

    /// <summary>Runs work again and again.</summary>
    internal void Every(TimeSpan period, Action work)
    {
        lock (gate)
        {
            polls.Add(new BusPoll(period, work) { Last = null });
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Ends the thread once its present call comes back, and then runs a last work on it.</summary>
    internal void End(Action last, TimeSpan patience)
    {
        TryRun(last, patience);
        Dispose();
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            Monitor.PulseAll(gate);
        }
    }

    private void Run()
    {
        while (Next() is { } work)
        {
            work();
            lock (gate) Monitor.PulseAll(gate);
        }
    }

    /// <summary>Waits for what is to be done next; null at the end.</summary>
    private Action? Next()
    {
        lock (gate)
        {
            while (!disposed)
            {
                if (NextCall_NeedsLock() is { } call) return () => RunCall(call);
                if (polls.Find(p => LeftOf(p) <= TimeSpan.Zero) is { } poll)
                {
                    poll.Last = time.GetTimestamp();
                    return poll.Work;
                }
                Monitor.Wait(gate, polls.Count == 0 ? LongestWait : Whole(polls.Min(LeftOf)));
            }
            return null;
        }
    }

    private BusCall? NextCall_NeedsLock()
    {
        while (calls.TryDequeue(out var call))
            if (!call.IsGivenUp) return call;
        return null;
    }

    private void RunCall(BusCall call)
    {
        call.Work();
        lock (gate) call.IsDone = true;
    }

    /// <summary>At least a millisecond: a wait of less is no wait, and would spin.</summary>
    private static TimeSpan Whole(TimeSpan left) => TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds)));

    private TimeSpan LeftOf(BusPoll poll) => poll.Last is { } last ? poll.Period - time.GetElapsedTime(last) : TimeSpan.Zero;

    private sealed class BusCall(Action work)
    {
        internal Action Work => work;

        internal bool IsDone { get; set; }

        internal bool IsGivenUp { get; set; }
    }

    private sealed class BusPoll(TimeSpan period, Action work)
    {
        internal TimeSpan Period => period;

        internal Action Work => work;

        internal long? Last { get; set; }
    }
}
