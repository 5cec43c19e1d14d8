using NodaTime;

namespace CityKit.Deciding;

/// <summary>
/// What is open, by what makes a repeat join it. The earliest of a key comes first, whatever the order in which
/// they were put in: a restart must join as before.
/// </summary>
internal sealed class OpenIndex<TId> where TId : struct
{
    private readonly Dictionary<TId, (string Key, Instant At)> byId = [];
    private readonly Dictionary<string, SortedSet<(Instant At, TId Id)>> byKey = [];

    internal TId? First(string key) => byKey.TryGetValue(key, out var open) ? open.Min.Id : null;

    /// <summary>Puts one in under its key, which may have changed; null takes it out.</summary>
    internal void Set(TId id, (string Key, Instant At)? place)
    {
        if (byId.TryGetValue(id, out var before)) Remove(id, before);
        if (place is not { } now) return;
        byId[id] = now;
        if (!byKey.TryGetValue(now.Key, out var open)) byKey[now.Key] = open = new SortedSet<(Instant At, TId Id)>(ByTime);
        open.Add((now.At, id));
    }

    private static Comparer<(Instant At, TId Id)> ByTime { get; } = Comparer<(Instant At, TId Id)>.Create(
        (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id.ToString(), b.Id.ToString()));

    private void Remove(TId id, (string Key, Instant At) place)
    {
        byId.Remove(id);
        var open = byKey[place.Key];
        open.Remove((place.At, id));
        if (open.Count == 0) byKey.Remove(place.Key);
    }
}
