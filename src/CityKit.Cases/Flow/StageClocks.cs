using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>Starts, stops, moves and calculates again the clocks of an item's stages.</summary>
internal sealed class StageClocks(WorkPolicy policy, WorkCalendar calendar)
{
    private readonly WorkClock clock = policy.ClockOn(calendar);

    internal StageClock Start(WorkItem item, ProfileStage stage, Instant at) =>
        Calculate(new StageClock { Stage = stage.Id, StartedAt = at, Limit = LimitOf(item, stage) });

    internal WorkItem Enter(WorkItem item, ProfileStage stage, Instant at)
    {
        var finished = Finish(item, at);
        return finished with { Stage = stage.Id, Clocks = [.. finished.Clocks, Start(item, stage, at)] };
    }

    internal WorkItem Finish(WorkItem item, Instant at)
    {
        var current = item.Clock;
        if (current.FinishedAt is not null) return item;
        if (current.IsPaused) current = Calculate(EndPause(current, at));
        return With(item, current with { FinishedAt = at });
    }

    internal WorkItem Extend(WorkItem item, Instant at) => item.Clock.Limit is not { } limit ? item
        : With(item, StillOverdue(Calculate(item.Clock with { Adjustments = [.. item.Clock.Adjustments, new ClockAdjustment(at, limit, null)] }), at));

    internal WorkItem Pause(WorkItem item, Instant at) => item.Clock.IsPaused ? item
        : With(item, item.Clock with { Deadline = null, Adjustments = [.. item.Clock.Adjustments, new ClockAdjustment(at, null, null)] });

    internal WorkItem Resume(WorkItem item, Instant at) => item.Clock.IsPaused ? With(item, StillOverdue(Calculate(EndPause(item.Clock, at)), at)) : item;

    /// <summary>
    /// Every clock, calculated again with the calendar of now. The same item when no deadline moved, was settled or was opened.
    /// </summary>
    internal WorkItem Recompute(WorkItem item, Instant now)
    {
        var clocks = item.Clocks.Select(old => Moved(old, Calculate(old)) ? StillOverdue(Calculate(old), now) : old).ToArray();
        return clocks.SequenceEqual(item.Clocks, ReferenceEqualityComparer.Instance) ? item : item with { Clocks = clocks };
    }

    /// <summary>Whether the deadline is another; other words for why it is provisional are no change.</summary>
    private static bool Moved(StageClock before, StageClock now) =>
        (before.Deadline?.At, before.Deadline?.Provisional) != (now.Deadline?.At, now.Deadline?.Provisional);

    private static StageClock StillOverdue(StageClock clock, Instant now) =>
        clock with { Overdue = clock.Overdue && clock.Deadline is { } deadline && (clock.FinishedAt ?? now) > deadline.At };

    private static WorkItem With(WorkItem item, StageClock current) => item with { Clocks = [.. item.Clocks.Take(item.Clocks.Count - 1), current] };

    private static StageClock EndPause(StageClock clock, Instant at) =>
        clock with { Adjustments = [.. clock.Adjustments.Take(clock.Adjustments.Count - 1), clock.Adjustments[^1] with { To = at }] };

    private WorkLimit? LimitOf(WorkItem item, ProfileStage stage)
    {
        var condition = stage.LimitFromCondition && item.Condition is { } id ? policy.FindCondition(id) : null;
        return condition?.Limit ?? policy.LimitOf(item.Profile, stage.Id);
    }

    private StageClock Calculate(StageClock stage)
    {
        if (stage.Limit is not { } limit || stage.IsPaused) return stage;
        var deadline = clock.After(stage.StartedAt, limit);
        foreach (var adjustment in stage.Adjustments)
            deadline = adjustment.IsPause
                ? clock.Resume(deadline, adjustment.From, adjustment.To!.Value, limit.Unit)
                : Later(deadline, clock.After(deadline.At, adjustment.Extension!.Value));
        return stage with { Deadline = deadline };
    }

    private static Deadline Later(Deadline before, Deadline extended) =>
        before.Provisional && !extended.Provisional ? extended with { Provisional = true, Reason = before.Reason } : extended;
}
