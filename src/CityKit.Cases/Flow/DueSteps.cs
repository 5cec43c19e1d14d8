using System.Globalization;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>What falls due by itself on an item, and when.</summary>
internal sealed class DueSteps(WorkPolicy policy, ItemClocks clocks, GuardCheck guards)
{
    /// <summary>Finishing exactly at the deadline is on time; the mark comes a second later.</summary>
    private static readonly Duration AfterDeadline = Duration.FromSeconds(1);

    internal Instant? NextDue(WorkItem item, Profile profile)
    {
        var step = NextStep(item, profile)?.Due;
        var overdue = NextOverdue(item)?.Due;
        return step is { } a && overdue is { } b ? Instant.Min(a, b) : step ?? overdue;
    }

    internal (TimedStep Step, Instant Due)? NextStep(WorkItem item, Profile profile)
    {
        (TimedStep Step, Instant Due)? next = null;
        if (item.RepeatOf is not null) return null;
        for (var i = 0; i < profile.Steps.Count; i++)
        {
            var step = profile.Steps[i];
            if (!step.States.Contains(item.State)) continue;
            var due = DueOf(item, step);
            if ((next is null || due < next.Value.Due) && !IsDone(item, step) && Holds(item, profile, step, due)) next = (step, due);
        }
        return next;
    }

    /// <summary>The running clock that is overdue first.</summary>
    internal static OverdueClock? NextOverdue(WorkItem item)
    {
        if (item.RepeatOf is not null) return null;
        OverdueClock? next = item.IsOpen && DueOf(item.Clock) is { } due ? new OverdueClock(due, null, null) : null;
        for (var i = 0; i < item.NamedClocks.Count; i++)
            if (item.NamedClocks[i] is var clock && DueOf(clock) is { } named && !(next?.Due <= named))
                next = new OverdueClock(named, clock.Stage, null);
        for (var i = 0; i < item.Assignments.Count; i++)
            if (item.Assignments[i] is var each && each is { EndedAt: null,
                Clock: { } own } && DueOf(own) is { } helping && !(next?.Due <= helping)) next = new OverdueClock(helping, own.Stage, each);
        return next;
    }

    /// <summary>One stay in a state does a step once; a return to the state does it again.</summary>
    internal static string KeyOf(WorkItem item, TimedStep step) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.Id}@{StartOf(item, step).ToUnixTimeTicks()}");

    private static bool IsDone(WorkItem item, TimedStep step) => item.DoneSteps.Count > 0 && item.DoneSteps.Contains(KeyOf(item, step));

    private bool Holds(WorkItem item, Profile profile, TimedStep step, Instant due) =>
        step.Guards.Count == 0 || guards.AllHold(step.Guards, new GuardQuestion(item, profile, policy, clocks.Work, Actor.System, due));

    private static Instant? DueOf(StageClock clock) =>
        clock is { Overdue: false, FinishedAt: null, Deadline: { } deadline } ? deadline.At + AfterDeadline : null;

    private Instant DueOf(WorkItem item, TimedStep step) => Instant.Max(item.StateSince, After(StartOf(item, step), item, step));

    private Instant After(Instant start, WorkItem item, TimedStep step) =>
        policy.LimitOf(item.Profile, step.Id) is { } limit ? clocks.Work.After(start, limit).At : start + step.After.Continuous();

    private static Instant StartOf(WorkItem item, TimedStep step) => step.SinceOpening ? item.OpenedAt : item.StateSince;
}
