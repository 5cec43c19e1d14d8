namespace CityKit.Edge.Loop;

/// <summary>A moment that only moves forward, and those who wait for it.</summary>
internal sealed class UntilSignal
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();
    private long value = long.MinValue;

    internal long Value
    {
        get { lock (gate) return value; }
    }

    /// <summary>True while somebody waits.</summary>
    internal bool IsAwaited
    {
        get { lock (gate) return waiting.Count > 0; }
    }

    internal void MoveTo(long moment)
    {
        var reached = new List<TaskCompletionSource>();
        lock (gate)
        {
            value = Math.Max(value, moment);
            while (waiting.TryPeek(out var waiter, out var target) && target <= value)
            {
                reached.Add(waiter);
                waiting.Dequeue();
            }
        }
        reached.ForEach(waiter => waiter.TrySetResult());
    }

    internal Task WaitFor(long moment, CancellationToken cancel)
    {
        lock (gate)
        {
            if (value >= moment) return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(waiter, moment);
            return waiter.Task.WaitAsync(cancel);
        }
    }
}
