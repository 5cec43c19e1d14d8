namespace CityKit.Edge.Gpio;

/// <summary>An output that exists in memory only (模拟输出线路): it remembers how it was switched, and notifies what is wired to it.</summary>
public sealed class SimulatedOutputLine : IOutputLine
{
    private readonly Lock gate = new();
    private readonly List<bool> history = [];
    private readonly Action<bool>? wired;
    private bool active;
    private bool broken;
    private bool disposed;

    /// <summary>An output in its safe state.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="safeState">The state it begins in and is left in.</param>
    /// <param name="wired">Notified of each change, on the thread that switches; null for nobody.</param>
    public SimulatedOutputLine(string name, bool safeState = false, Action<bool>? wired = null) =>
        (Name, SafeState, active, this.wired) = (name, safeState, safeState, wired);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool SafeState { get; }

    /// <inheritdoc/>
    public bool IsActive
    {
        get { lock (gate) return active; }
    }

    /// <summary>Every state that it changed to, in order.</summary>
    public IReadOnlyList<bool> History
    {
        get { lock (gate) return [.. history]; }
    }

    /// <summary>From now on it refuses, as an output whose chip is away.</summary>
    public void Break()
    {
        lock (gate) broken = true;
    }

    /// <inheritdoc/>
    public void Set(bool active)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (broken) throw new IOException($"Output '{Name}' cannot be switched: it is broken. 输出“{Name}”已断开。");
            if (this.active == active) return;
            this.active = active;
            history.Add(active);
        }
        wired?.Invoke(active);
    }

    /// <summary>Puts it into its safe state.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            if (active == SafeState) return;
            active = SafeState;
            history.Add(SafeState);
        }
        wired?.Invoke(SafeState);
    }
}
