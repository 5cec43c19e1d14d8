using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases;

/// <summary>The clock of one stay in one stage (阶段计时).</summary>
public sealed record StageClock
{
    /// <summary>The stage's id.</summary>
    public required string Stage { get; init; }

    /// <summary>When the stage began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>The limit; null when the policy sets none.</summary>
    public WorkLimit? Limit { get; init; }

    /// <summary>The deadline; null without a limit and while the clock is paused.</summary>
    public Deadline? Deadline { get; init; }

    /// <summary>When the stage ended; null while it lasts.</summary>
    public Instant? FinishedAt { get; init; }

    /// <summary>Whether the deadline's passing was marked (超期).</summary>
    public bool Overdue { get; init; }

    /// <summary>Extensions and pauses, in order.</summary>
    public IReadOnlyList<ClockAdjustment> Adjustments { get; init; } = [];

    /// <summary>Whether the stage ended by its deadline; null while it lasts, and without a limit.</summary>
    public bool? OnTime => FinishedAt is { } end && Deadline is { } deadline ? end <= deadline.At : null;

    /// <summary>Whether the clock stands still.</summary>
    public bool IsPaused => Adjustments.Count > 0 && Adjustments[^1] is { IsPause: true, To: null };

    /// <summary>How long it is until the deadline, or since it passed; null without a deadline, and when the stage has ended.</summary>
    /// <param name="now">The moment to judge it at.</param>
    /// <param name="clock">The policy's: <see cref="Policies.WorkPolicy.ClockOn"/>.</param>
    public TimeLeft? LeftAt(Instant now, WorkClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return FinishedAt is null && Deadline is { } due && Limit is { } limit ? clock.LeftUntil(due.At, limit.Unit, now) : null;
    }
}
