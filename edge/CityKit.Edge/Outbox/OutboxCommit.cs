using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>
/// What one commit makes durable together: new events, changed state, how far the source was read. Use it again after <see cref="Clear"/>.
/// </summary>
internal sealed class OutboxCommit
{
    private const int MaxKey = 256;
    private readonly List<CityEvent> events = [];
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> state = new(StringComparer.Ordinal);
    private readonly SortedSet<string> removed = new(StringComparer.Ordinal);

    /// <summary>The new events, in order; their sequences are given by the outbox.</summary>
    public IReadOnlyList<CityEvent> Events => events;

    /// <summary>The changed state, by key.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> State => state;

    /// <summary>The keys whose state is gone.</summary>
    public IReadOnlyCollection<string> Removed => removed;

    /// <summary>How far the source was read; null leaves it as it was.</summary>
    public SourcePosition? Source { get; set; }

    /// <summary>Adds an event; its sequence is ignored.</summary>
    public void Add(CityEvent cityEvent)
    {
        ArgumentNullException.ThrowIfNull(cityEvent);
        events.Add(cityEvent);
    }

    /// <summary>Sets the state of a key; the last one set counts.</summary>
    /// <param name="key">The key, at most 256 characters.</param>
    /// <param name="bytes">Its state.</param>
    /// <exception cref="ArgumentException">The key is empty or longer.</exception>
    public void SetState(string key, ReadOnlyMemory<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > MaxKey)
            throw new ArgumentException($"A state's key has at most {MaxKey} characters, not {key.Length}.", nameof(key));
        state[key] = bytes;
        removed.Remove(key);
    }

    /// <summary>Removes the state of a key.</summary>
    public void RemoveState(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        removed.Add(key);
        state.Remove(key);
    }

    /// <summary>Makes it empty.</summary>
    public void Clear()
    {
        events.Clear();
        state.Clear();
        removed.Clear();
        Source = null;
    }
}
