using System.Collections.Frozen;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>The built-in guards, by the names of <see cref="ProfileWords.Guards"/>.</summary>
internal static class GuardTable
{
    private static readonly FrozenDictionary<string, Guard> Table = Guards().ToFrozenDictionary(guard => guard.Name);

    internal static IEnumerable<string> Names => Table.Keys;

    internal static bool Has(string name) => Table.ContainsKey(name);

    internal static Guard? Find(string name) => Table.GetValueOrDefault(name);

    private static IEnumerable<Guard> Guards() => [.. OfPeople(), .. OfTime(), .. OfItem()];

    private static IEnumerable<Guard> OfPeople() =>
    [
        new("own", "not-assigned", q => q.Item.Assignee?.Body == q.Actor.Body, q => new(
            $"承办单位为“{q.Item.Assignee?.Body ?? "未派遣"}”，不是“{q.Actor.Body}”。",
            $"The work is with {q.Item.Assignee?.Body ?? "nobody"}, not with {q.Actor.Body}.")),
        new("coHandler", "not-assigned", q => Has(q, AssignmentKind.CoHandler),
            q => NotMine(q, AssignmentKind.CoHandler, "协办单位", "co-handlers")),
        new("crew", "not-assigned", q => Has(q, AssignmentKind.Crew), q => NotMine(q, AssignmentKind.Crew, "作业班组", "crews")),
        new("person", "not-yours", q => q.Item.Lead?.Person is not { } person || person == q.Actor.Id, q => new(
            $"该任务由 {q.Item.Lead!.Person} 承接。", $"The task is with {q.Item.Lead!.Person}.")),
        new("assigned", "not-assigned", q => q.Item.Lead is not null, _ => new("尚未派遣。", "Nobody has the work yet.")),
        new("reporter", "not-reporter", q => IsReporter(q), q => new(
            $"仅上报人可操作，{q.Actor.Id} 未上报此事。", $"That is for those who reported it; {q.Actor.Id} did not.")),
        new("automaticDispatch", WorkEngine.NotAutomatic,
            q =>
                q.Item.Counts.Returns == 0 && q.Policy.DispatchFor(q.Item,
                    q.Now) is { Automatic: true }, // what somebody returned, a person dispatches
            _ => new("派遣规则未设为自动派遣。", "The dispatch table does not dispatch this by itself.")),
    ];

    private static IEnumerable<Guard> OfTime() =>
    [
        new("beforeDeadline", "overdue", q => q.Item.Clock.Deadline is not { } deadline || q.Now <= deadline.At, q => new(
            $"须在截止时间 {Local(q.Item.Clock.Deadline!.Value.At)} 之前申请。",
            $"It had to come by the deadline, {Local(q.Item.Clock.Deadline!.Value.At)}.")),
        new("wasOverdue", "not-overdue", q => WasOverdue(q.Item), _ => new("该件没有超期。", "The item was never overdue.")),
        new("extensionLeft", "limit-reached", q => IsLeft(q.About(WorkCounts.ExtensionTurn)), q => new(
            $"最多延期 {MostOf(q.About(WorkCounts.ExtensionTurn))} 次。",
            $"An item is extended at most {MostOf(q.About(WorkCounts.ExtensionTurn))} times.")),
        new("suspensionLeft", "limit-reached", q => IsLeft(q.About(WorkCounts.SuspensionTurn)), q => new(
            $"最多挂账 {MostOf(q.About(WorkCounts.SuspensionTurn))} 次。",
            $"An item is suspended at most {MostOf(q.About(WorkCounts.SuspensionTurn))} times.")),
        new("left", "limit-reached", IsLeft, q => new(
            $"“{GuardTexts.Turn(q).Zh}”最多 {MostOf(q)} 次，已有 {q.Item.Counts.Of(q.Argument)} 次。",
            $"'{GuardTexts.Turn(q).En}' is possible {MostOf(q)} times at most; it was done {q.Item.Counts.Of(q.Argument)} times.")),
        new("within", "too-late", q => WindowEnd(q) is not { } end || q.Now <= end, q => new(
            $"“{GuardTexts.Turn(q).Zh}”须在 {Local(WindowEnd(q)!.Value)} 之前提出（{AllowanceOf(q).Within!.Value.ToChinese()}）。",
            $"'{GuardTexts.Turn(q).En}' had to come by {Local(WindowEnd(q)!.Value)} ({AllowanceOf(q).Within}).")),
        new("due", "not-due", q => q.Item.ClockOf(q.Argument)?.Deadline is { } due && q.Now > due.At, q => new(
            $"“{GuardTexts.Clock(q).Zh}”尚未到期。", $"'{GuardTexts.Clock(q).En}' is not due yet.")),
        new("running", "not-running", q => q.Item.ClockOf(q.Argument) is { FinishedAt: null }, q => new(
            $"没有进行中的“{GuardTexts.Clock(q).Zh}”。", $"No clock '{GuardTexts.Clock(q).En}' is running.")),
    ];

    private static IEnumerable<Guard> OfItem() =>
    [
        new("helpersDone", "waiting", q => !IsHelped(q.Item), q => new(
            $"协办单位或班组尚未完成：{Helping(q)}。", $"Others still work on it: {Helping(q)}.")),
        new("partsClosed", "waiting", q => q.Item.Parts.All(part => !part.IsOpen), q => new(
            $"尚有 {q.Item.Parts.Count(part => part.IsOpen)} 个子件未结。", $"{q.Item.Parts.Count(part => part.IsOpen)} of its parts are open.")),
        new("source", "other-source", q => IsOneOf(q, q.Item.Source), q => new(
            $"来源为“{q.Item.Source}”，仅限 {q.Argument}。", $"It came from '{q.Item.Source}'; this is for {q.Argument}.")),
        new("check", "other-check", q => IsOneOf(q, q.Policy.CheckOf(q.Item)), q => new(
            $"该类核查方式为“{GuardTexts.CheckOf(q).Zh}”，不是“{GuardTexts.Check(q.Argument).Zh}”。",
            $"This class is checked {GuardTexts.CheckOf(q).En}, not {GuardTexts.Check(q.Argument).En}.")),
        new("detail", "other-detail", HasDetail, q => new(
            $"“{q.Argument}”不成立：现为“{q.Detail(Profiles.Words.Argument(q.Argument))}”。",
            $"'{q.Argument}' is not so: it is '{q.Detail(Profiles.Words.Argument(q.Argument))}'.")),
        new("component", "no-component", q => q.Item.Component is not null, _ => new("未确认部件。", "No component is confirmed.")),
    ];

    private static bool Has(GuardQuestion q, AssignmentKind kind)
    {
        for (var i = 0; i < q.Item.Assignments.Count; i++)
            if (q.Item.Assignments[i] is { EndedAt: null } each && each.Kind == kind && each.Assignee.Body == q.Actor.Body) return true;
        return false;
    }

    private static LocalizedText NotMine(GuardQuestion q, AssignmentKind kind, string zh, string en)
    {
        var names = string.Join(", ",
            q.Item.Assignments.Where(each => each.Kind == kind && each.EndedAt is null).Select(each => each.Assignee.ToString()));
        return new($"{zh}为“{names}”，不含“{q.Actor.Body}”。", $"The {en} are '{names}', not {q.Actor.Body}.");
    }

    private static bool IsHelped(WorkItem item)
    {
        for (var i = 0; i < item.Assignments.Count; i++)
            if (item.Assignments[i].IsHelping) return true;
        return false;
    }

    private static string Helping(GuardQuestion q) =>
        string.Join(", ", q.Item.Assignments.Where(each => each.IsHelping).Select(each => each.Assignee.ToString()));

    private static bool IsReporter(GuardQuestion q)
    {
        foreach (var report in q.Item.Reports)
            if (report.Reporter == q.Actor.Id || ActsFor(q.Actor, report.Reporter)) return true;
        return false;
    }

    /// <summary>Whether an actor has what a reporter has, as who holds the code of a report does.</summary>
    private static bool ActsFor(Actor actor, string reporter)
    {
        foreach (var grant in actor.Grants)
            if (grant.In.Kind == ScopeKind.Own && grant.In.Key == reporter) return true;
        return false;
    }

    private static bool WasOverdue(WorkItem item)
    {
        for (var i = 0; i < item.Clocks.Count; i++)
            if (item.Clocks[i] is { Overdue: true } or { OnTime: false }) return true;
        return false;
    }

    private static string Local(Instant at) => MovedDeadlines.Local(at);

    private static Allowance AllowanceOf(GuardQuestion q) => q.Policy.AllowanceOf(q.Profile, q.Argument);

    private static bool IsLeft(GuardQuestion q) => AllowanceOf(q).AtMost is not { } most || q.Item.Counts.Of(q.Argument) < most;

    private static int MostOf(GuardQuestion q) => AllowanceOf(q).AtMost ?? int.MaxValue;

    private static Instant? WindowEnd(GuardQuestion q)
    {
        var row = AllowanceOf(q);
        return row.Within is { } within && SinceOf(q.Item, row.Since) is { } since ? q.Clock.After(since, within).At : null;
    }

    private static Instant? SinceOf(WorkItem item, AllowanceSince since) => since switch
    {
        AllowanceSince.Assignment => item.Lead?.Since,
        AllowanceSince.Closing => item.ClosedAt,
        AllowanceSince.Opening => item.OpenedAt,
        _ => item.StateSince,
    };

    /// <summary>Whether a word is one of those of an argument, such as <c>resident|hotline</c>.</summary>
    private static bool IsOneOf(GuardQuestion q, string word)
    {
        var words = q.Argument.AsSpan();
        foreach (var range in words.Split('|'))
            if (words[range].SequenceEqual(word)) return true;
        return false;
    }

    private static bool HasDetail(GuardQuestion q)
    {
        var at = q.Argument.IndexOf('=', StringComparison.Ordinal);
        foreach (var (name, value) in q.Item.Details)
            if (q.Argument.AsSpan(0, at < 0 ? q.Argument.Length : at).SequenceEqual(name))
                return at < 0 ? value.Length > 0 : q.Argument.AsSpan(at + 1).SequenceEqual(value);
        return false;
    }
}
