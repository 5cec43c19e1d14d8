using System.Globalization;
using CityKit.Cases.Profiles;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>What falls due by itself on an item, and when.</summary>
internal static class TimedSteps
{
    /// <summary>Finishing exactly at the deadline is on time; the mark comes a second later.</summary>
    private static readonly Duration AfterDeadline = Duration.FromSeconds(1);

    internal static Instant? NextDue(WorkItem item, Profile profile)
    {
        var step = NextStep(item, profile)?.Due;
        var overdue = OverdueDue(item);
        return step is { } a && overdue is { } b ? Instant.Min(a, b) : step ?? overdue;
    }

    internal static (TimedStep Step, Instant Due)? NextStep(WorkItem item, Profile profile)
    {
        (TimedStep Step, Instant Due)? next = null;
        if (item.RepeatOf is not null) return null;
        foreach (var step in profile.Steps)
        {
            if (!step.States.Contains(item.State)) continue;
            var due = DueOf(item, step);
            if (!item.DoneSteps.Contains(KeyOf(item, step)) && (next is null || due < next.Value.Due)) next = (step, due);
        }
        return next;
    }

    internal static Instant? OverdueDue(WorkItem item) =>
        item.IsOpen && item.Clock is { Overdue: false, FinishedAt: null, Deadline: { } deadline } ? deadline.At + AfterDeadline : null;

    /// <summary>One stay in a state does a step once; a return to the state does it again.</summary>
    internal static string KeyOf(WorkItem item, TimedStep step) => string.Create(CultureInfo.InvariantCulture, $"{step.Id}@{StartOf(item, step).ToUnixTimeTicks()}");

    private static Instant DueOf(WorkItem item, TimedStep step) => Instant.Max(item.StateSince, StartOf(item, step) + step.After.Continuous());

    private static Instant StartOf(WorkItem item, TimedStep step) => step.SinceOpening ? item.History[0].At : item.StateSince;
}
