using System.Collections.Concurrent;
using NodaTime;

namespace CityKit.Desk.Cockpit;

/// <summary>
/// Answers for some seconds, so that many who look at the same figures cost the store one read. Who asks at once waits for one read. A
/// failed read is not kept.
/// </summary>
internal sealed class CockpitCache(TimeProvider time)
{
    private const int MostKept = 10_000;

    /// <summary>How long what still changes is kept.</summary>
    internal static readonly Duration Short = Duration.FromSeconds(10);

    /// <summary>How long what is about days that are over is kept.</summary>
    internal static readonly Duration Long = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Instant Until, Lazy<Task<object>> Answer)> kept = new(StringComparer.Ordinal);

    internal async Task<T> ReadAsync<T>(string key, Duration keep, Func<Task<T>> read) where T : class
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        if (kept.Count > MostKept) Sweep(now);
        var entry = kept.AddOrUpdate(key, _ => New(), (_, known) => known.Until > now ? known : New());
        try
        {
            return (T)await entry.Answer.Value.ConfigureAwait(false);
        }
        catch
        {
            kept.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }

        (Instant, Lazy<Task<object>>) New() => (now + keep, new Lazy<Task<object>>(async () => await read().ConfigureAwait(false)));
    }

    private void Sweep(Instant now)
    {
        foreach (var old in kept.Where(entry => entry.Value.Until <= now)) kept.TryRemove(old);
        if (kept.Count > MostKept) kept.Clear();
    }
}
