using CityKit.Cases.Policies;
using NodaTime.Text;
using CityKit.Core.Calendar;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>Reads a row of the tables: in a situation, a command by somebody, what becomes of it and who is told.</summary>
internal static class Table
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <param name="situation">The situation.</param>
    /// <param name="command">The command.</param>
    /// <param name="who">Who gives it.</param>
    /// <param name="becomes">The state after, or the code of the refusal.</param>
    /// <param name="told">Who is told, in order; nothing for a refusal.</param>
    /// <param name="policy">The city's rules; null for the tests'.</param>
    internal static void Holds(string situation, string command, string who, string becomes, string told = "", WorkPolicy? policy = null)
    {
        var story = Story.Of(situation, policy);
        var before = story.Item;
        var decision = story.Do(command, who);
        if (decision.Refusal is { } refusal) Assert.Equal(becomes, $"{refusal.Code}");
        else Assert.Equal(becomes, decision.Item!.State);
        Assert.Equal(told, string.Join(", ", decision.Notices.Select(notice => notice.To)));
        if (!decision.Done) Assert.Same(before, story.Item);
    }

    /// <param name="situation">The situation.</param>
    /// <param name="clock">A stage, a named clock, or a helping body.</param>
    /// <param name="deadline">Its deadline in local time, "late" when it was marked; <c>paused</c>, <c>ended</c> or <c>none</c>.</param>
    internal static void Runs(string situation, string clock, string deadline)
    {
        var item = Story.Of(situation).Item;
        var found = item.Clocks.LastOrDefault(each => each.Stage == clock) ?? item.ClockOf(clock)
            ?? item.Assignments.LastOrDefault(each => each.Assignee.ToString() == clock)?.Clock;
        Assert.Equal(deadline, Told(found));
    }

    private static string Told(StageClock? clock) => clock switch
    {
        null => "none",
        { FinishedAt: not null } => "ended",
        { IsPaused: true } => "paused",
        { Deadline: { } due } => Minute.Format(due.At.InZone(WorkCalendar.Zone).LocalDateTime) + (clock.Overdue ? " late" : ""),
        _ => "no limit",
    };
}
