using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>
/// Starts, stops, moves and calculates again the clocks of an item: of its stages, of those who help, and those with a name.
/// </summary>
internal sealed class ItemClocks(WorkPolicy policy, WorkCalendar calendar)
{
    /// <summary>The stage limit that a co-handler's clock runs by.</summary>
    internal const string CoHandler = "coHandler";

    /// <summary>The stage limit that a crew's clock runs by.</summary>
    internal const string Crew = "crew";

    internal WorkClock Work { get; } = policy.ClockOn(calendar);

    /// <param name="item">The item.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="at">When it begins.</param>
    /// <param name="named">The stage limit that goes before the stage's own; null for none.</param>
    internal StageClock Start(WorkItem item, ProfileStage stage, Instant at, string? named = null) =>
        Calculate(new StageClock { Stage = stage.Id, StartedAt = at, Limit = LimitOf(item, stage, named) });

    internal WorkItem Enter(WorkItem item, ProfileStage stage, Instant at, string? named) =>
        item with { Stage = stage.Id, Clocks = Entered(item, stage, at, named) };

    /// <summary>The clocks of an item that enters a stage: the current one as it ended, and the stage's.</summary>
    internal IReadOnlyList<StageClock> Entered(WorkItem item, ProfileStage stage, Instant at, string? named) =>
        Last(item.Clocks, Finished(item.Clock, at), Start(item, stage, at, named));

    internal StageClock? StartHelper(WorkItem item, string name, Instant at) => policy.LimitOf(item.Profile, name) is not { } limit ? null
        : Calculate(new StageClock { Stage = name, StartedAt = at, Limit = limit });

    internal Assignment End(Assignment assignment, Instant at) =>
        assignment with { EndedAt = at, Clock = assignment.Clock is { } clock ? Finished(clock, at) : null };

    /// <param name="item">The item.</param>
    /// <param name="named">The clock.</param>
    /// <param name="at">When it begins.</param>
    /// <param name="given">The limit that a command gives; null for the policy's, else the profile's.</param>
    internal WorkItem StartNamed(WorkItem item, ProfileClock named, Instant at, WorkLimit? given = null)
    {
        var limit = given ?? policy.LimitOf(item.Profile, named.Id) ?? named.Limit;
        var clock = new StageClock { Stage = named.Id, StartedAt = at, Limit = limit };
        return StopNamed(item, named.Id, at) is var stopped
            ? stopped with { NamedClocks = [.. stopped.NamedClocks, Calculate(clock)] }
            : item;
    }

    internal WorkItem StopNamed(WorkItem item, string name, Instant at) => item.ClockOf(name) is not { FinishedAt: null } ? item
        : item with { NamedClocks = [.. item.NamedClocks.Select(clock => clock.Stage == name ? Finished(clock, at) : clock)] };

    /// <summary>What ends with an item: named clocks, and the work of everybody.</summary>
    internal WorkItem Close(WorkItem item, Instant at) => item.NamedClocks.Count == 0
        && !item.Assignments.Any(each => each.IsHelping) ? item : item with
    {
        NamedClocks = [.. item.NamedClocks.Select(clock => Finished(clock, at))],
        Assignments = [.. item.Assignments.Select(each => each.IsHelping ? End(each, at) : each)],
    };

    internal WorkItem Finish(WorkItem item, Instant at) =>
        item.Clock.FinishedAt is not null ? item : With(item, Finished(item.Clock, at));

    /// <param name="item">The item.</param>
    /// <param name="at">When.</param>
    /// <param name="more">How much longer; null for the original limit once more.</param>
    internal WorkItem Extend(WorkItem item, Instant at, WorkLimit? more) => item.Clock.Limit is not { } limit ? item
        : With(item, StillOverdue(
            Calculate(item.Clock with { Adjustments = [.. item.Clock.Adjustments, new ClockAdjustment(at, more ?? limit, null)] }), at));

    internal WorkItem Pause(WorkItem item, Profile profile, Instant at) =>
        EachPausing(With(item, Paused(item.Clock, at)), profile, clock => Paused(clock, at));

    internal WorkItem Resume(WorkItem item, Profile profile, Instant at) =>
        EachPausing(item.Clock.IsPaused ? With(item, Resumed(item.Clock, at)) : item, profile, clock => Resumed(clock, at));

    /// <summary>
    /// Every clock, calculated again with the calendar of now. The same item when no deadline moved, was settled or was opened.
    /// </summary>
    internal WorkItem Recompute(WorkItem item, Instant now)
    {
        var changed = false;
        StageClock Again(StageClock old)
        {
            var calculated = Calculate(old);
            if (!Moved(old, calculated)) return old;
            changed = true;
            return StillOverdue(calculated, now);
        }

        var again = item with
        {
            Clocks = [.. item.Clocks.Select(Again)],
            NamedClocks = [.. item.NamedClocks.Select(Again)],
            Assignments = [.. item.Assignments.Select(each => each.Clock is { } clock ? each with { Clock = Again(clock) } : each)],
        };
        return changed ? again : item;
    }

    /// <param name="clock">A clock as it is.</param>
    /// <param name="moment">The moment before at which it is asked for.</param>
    /// <param name="isMarked">Whether the history until then marked it as overdue.</param>
    internal StageClock AsOf(StageClock clock, Instant moment, bool isMarked)
    {
        ClockAdjustment[] adjustments = [.. clock.Adjustments.Where(each => each.From <= moment)
            .Select(each => each.To > moment ? each with { To = null } : each)];
        var then = clock with { Adjustments = adjustments, FinishedAt = clock.FinishedAt > moment ? null : clock.FinishedAt };
        var running = Calculate(then.IsPaused ? then with { Adjustments = adjustments[..^1] } : then);
        var until = then.IsPaused ? adjustments[^1].From : then.FinishedAt ?? moment;
        return then with { Deadline = then.IsPaused ? null : running.Deadline, Overdue = isMarked && until > running.Deadline?.At };
    }

    private static WorkItem EachPausing(WorkItem item, Profile profile, Func<StageClock, StageClock> change) =>
        item.NamedClocks.Count == 0 ? item : item with
    {
        NamedClocks = [.. item.NamedClocks.Select(clock =>
            clock.FinishedAt is null && profile.Clocks.Any(named => named.Id == clock.Stage && named.Pauses) ? change(clock) : clock)],
    };

    private StageClock Finished(StageClock clock, Instant at) => clock.FinishedAt is not null ? clock
        : (clock.IsPaused ? Calculate(EndPause(clock, at)) : clock) with { FinishedAt = at };

    private static StageClock Paused(StageClock clock, Instant at) => clock.IsPaused ? clock
        : clock with { Deadline = null, Adjustments = [.. clock.Adjustments, new ClockAdjustment(at, null, null)] };

    private StageClock Resumed(StageClock clock, Instant at) => clock.IsPaused ? StillOverdue(Calculate(EndPause(clock, at)), at) : clock;

    /// <summary>Whether the deadline is another; other words for why it is provisional are no change.</summary>
    private static bool Moved(StageClock before, StageClock now) =>
        (before.Deadline?.At, before.Deadline?.Provisional) != (now.Deadline?.At, now.Deadline?.Provisional);

    private static StageClock StillOverdue(StageClock clock, Instant now) =>
        clock with { Overdue = clock.Overdue && clock.Deadline is { } deadline && (clock.FinishedAt ?? now) > deadline.At };

    private static WorkItem With(WorkItem item, StageClock current) => item with { Clocks = Last(item.Clocks, current) };

    /// <summary>Clocks with another in place of the last, and more after it.</summary>
    private static StageClock[] Last(IReadOnlyList<StageClock> clocks, StageClock last, params ReadOnlySpan<StageClock> more)
    {
        var all = new StageClock[clocks.Count + more.Length];
        for (var i = 0; i < clocks.Count - 1; i++) all[i] = clocks[i];
        all[clocks.Count - 1] = last;
        more.CopyTo(all.AsSpan(clocks.Count));
        return all;
    }

    private static StageClock EndPause(StageClock clock, Instant at) =>
        clock with { Adjustments = [.. clock.Adjustments.Take(clock.Adjustments.Count - 1), clock.Adjustments[^1] with { To = at }] };

    private WorkLimit? LimitOf(WorkItem item, ProfileStage stage, string? named)
    {
        if (named is not null && policy.LimitOf(item.Profile, named) is { } own) return own;
        var condition = stage.LimitFromCondition && item.Condition is { } id ? policy.FindCondition(id) : null;
        return condition?.Limit ?? policy.LimitOf(item.Profile, stage.Id) ?? stage.Limit;
    }

    private StageClock Calculate(StageClock stage)
    {
        if (stage.Limit is not { } limit || stage.IsPaused) return stage;
        var deadline = Work.After(stage.StartedAt, limit);
        foreach (var adjustment in stage.Adjustments)
            deadline = adjustment.IsPause
                ? Work.Resume(deadline, adjustment.From, adjustment.To!.Value, limit.Unit)
                : Later(deadline, Work.After(deadline.At, adjustment.Extension!.Value));
        return stage with { Deadline = deadline };
    }

    private static Deadline Later(Deadline before, Deadline extended) =>
        before.Provisional && !extended.Provisional ? extended with { Provisional = true, Reason = before.Reason } : extended;
}
