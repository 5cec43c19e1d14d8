using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>How the loop reads and commits.</summary>
public sealed record EdgeLoopOptions
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>The most edges read at once, and so in one commit; 1 to 65,536.</summary>
    public int ReadEdges { get; init; } = 1024;

    /// <summary>
    /// How long readings, and edges that made no alarm, may wait for others before they are committed together; up to 10 s, and 10 s
    /// unless given. Each commit uses up flash; after a kill, what waited is in the time that nobody saw. Alarms never wait.
    /// </summary>
    public TimeSpan CommitAfter { get; init; } = LongestWait;

    /// <summary>How long the loop waits before it tries a refused commit again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after the boot its readings wait for a wall time; ten minutes. Alarms do not wait.</summary>
    public Duration ClockPatience { get; init; } = Duration.FromMinutes(10);

    /// <summary>
    /// Marks that every event gets before it is judged and kept, such as <see cref="EventFlags.Test"/> in maintenance mode. Asked for each
    /// event; none unless given.
    /// </summary>
    public Func<EventFlags> Marks { get; init; } = static () => EventFlags.None;

    /// <summary>What people call lines, outputs and what sensors read; events and the log carry it. None unless given.</summary>
    internal EdgeLabels Labels { get; init; } = EdgeLabels.None;

    /// <summary>
    /// Notified of the events of each commit once they are on the disk, on the loop's thread: quick, and throwing nothing. Nobody unless
    /// given.
    /// </summary>
    public Action<IReadOnlyList<CityEvent>> Kept { get; init; } = static _ => { };

    internal void Check()
    {
        if (ReadEdges is < 1 or > 65_536) throw new ArgumentException($"ReadEdges is 1 to 65536, not {ReadEdges}. ReadEdges 须为 1 至 65536。");
        if (CommitAfter < TimeSpan.Zero || CommitAfter > LongestWait)
            throw new ArgumentException($"CommitAfter is 0 to 10 s, not {CommitAfter}. CommitAfter 须为 0 至 10 秒。");
        if (RetryAfter <= TimeSpan.Zero) throw new ArgumentException($"RetryAfter is more than 0, not {RetryAfter}. RetryAfter 须大于 0。");
        if (ClockPatience < Duration.Zero)
            throw new ArgumentException($"ClockPatience is 0 or more, not {ClockPatience}. ClockPatience 不得为负。");
    }
}
