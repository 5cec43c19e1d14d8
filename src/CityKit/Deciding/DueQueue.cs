using NodaTime;

namespace CityKit.Deciding;

/// <summary>What falls due when, earliest first; one moment a key.</summary>
internal sealed class DueQueue
{
    private readonly Dictionary<string, Instant> byKey = [];
    private readonly SortedSet<(Instant At, string Key)> ordered = new(Comparer<(Instant At, string Key)>.Create(
        (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Key, b.Key)));

    internal Instant? Next => ordered.Count == 0 ? null : ordered.Min.At;

    internal void Set(string key, Instant? at)
    {
        if (byKey.Remove(key, out var before)) ordered.Remove((before, key));
        if (at is not { } due) return;
        byKey[key] = due;
        ordered.Add((due, key));
    }

    /// <summary>The keys due by now, in order.</summary>
    internal List<string> DueBy(Instant now) => [.. ordered.TakeWhile(d => d.At <= now).Select(d => d.Key)];
}
