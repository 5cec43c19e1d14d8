namespace CityKit.AspNetCore.Defence;

/// <summary>Lets so many lines of a kind a minute into the log; at the end of the minute it reports how many there were beyond.</summary>
/// <param name="time">The clock.</param>
/// <param name="lines">Lines of one kind a minute.</param>
/// <param name="summarize">Takes the kind and how many lines were left out.</param>
internal sealed class LogBudget(TimeProvider time, int lines, Action<string, long> summarize)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, (long Count, ITimer End)> minutes = [];

    /// <summary>Whether a line may be written now.</summary>
    internal bool TryTake(string kind)
    {
        lock (minutes)
        {
            var (count, end) = minutes.TryGetValue(kind, out var open) ? open
                : (0, time.CreateTimer(_ => End(kind), null, Minute, Timeout.InfiniteTimeSpan));
            minutes[kind] = (count + 1, end);
            return count < lines;
        }
    }

    private void End(string kind)
    {
        (long Count, ITimer End) over;
        lock (minutes)
            if (!minutes.Remove(kind, out over)) return;
        over.End.Dispose();
        if (over.Count > lines) summarize(kind, over.Count - lines);
    }
}
