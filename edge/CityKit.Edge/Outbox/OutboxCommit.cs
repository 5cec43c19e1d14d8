using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>What one commit makes durable together: new events, changed state, how far the source was read. Use it again after <see cref="Clear"/>.</summary>
public sealed class OutboxCommit
{
    private readonly List<CityEvent> events = [];
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> state = new(StringComparer.Ordinal);

    /// <summary>The new events, in order; their sequences are given by the outbox.</summary>
    public IReadOnlyList<CityEvent> Events => events;

    /// <summary>The changed state, by key.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> State => state;

    /// <summary>How far the source was read; null leaves it as it was.</summary>
    public SourcePosition? Source { get; set; }

    /// <summary>Adds an event; its sequence is ignored.</summary>
    public void Add(CityEvent cityEvent)
    {
        ArgumentNullException.ThrowIfNull(cityEvent);
        events.Add(cityEvent);
    }

    /// <summary>Sets the state of a key; the last one set counts.</summary>
    public void SetState(string key, ReadOnlyMemory<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        state[key] = bytes;
    }

    /// <summary>Makes it empty.</summary>
    public void Clear()
    {
        events.Clear();
        state.Clear();
        Source = null;
    }
}
