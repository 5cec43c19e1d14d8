using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>Whether an actor may give a command now: the row of the table that holds, or why none does.</summary>
internal sealed class CommandCheck(Profile profile, WorkPolicy policy, WorkItem item, Actor actor, Instant now)
{
    private const int MaxReason = 2000;
    private const int MaxReference = 512;
    private const int MaxHistory = 2000;

    internal IReadOnlyList<string> Allowed() =>
        [.. profile.From(item.State).Where(row => HasRole(row) && row.Guards.All(Holds)).Select(row => row.Command).Distinct()];

    internal (Transition? Row, Refusal? Refusal) Find(WorkCommand command)
    {
        var rows = profile.From(item.State).Where(row => row.Command == command.Name).ToArray();
        if (rows.Length == 0) return (null, NoRow(command.Name));
        if (item.History.Count >= MaxHistory) return (null, Full());
        var mine = rows.Where(HasRole).ToArray();
        if (mine.Length == 0) return (null, NotYourRole(rows));
        var row = mine.FirstOrDefault(candidate => candidate.Guards.All(Holds));
        if (row is null) return (null, Blocked(mine[0]));
        return MissingField(row, command) is { } missing ? (null, missing) : (row, null);
    }

    internal Role RoleFor(Transition row) => row.Roles.First(actor.Roles.Contains);

    private bool HasRole(Transition row) => row.Roles.Any(actor.Roles.Contains);

    private bool Holds(TransitionGuard guard) => guard switch
    {
        TransitionGuard.Own => item.Assignee?.Body == actor.Body,
        TransitionGuard.BeforeDeadline => item.Clock.Deadline is not { } deadline || now <= deadline.At,
        TransitionGuard.ExtensionLeft => item.Counts.Extensions < profile.MaxExtensions,
        TransitionGuard.SuspensionLeft => item.Counts.Suspensions < profile.MaxSuspensions,
        _ => item.Counts.Returns == 0 && Dispatched is { Automatic: true }, // what somebody returned, a person dispatches
    };

    private DispatchAnswer? Dispatched => policy.DispatchFor(item, now);

    private Refusal NoRow(string command)
    {
        if (profile.Commands.All(known => known.Id != command))
            return Refuse("unknown-command", $"'{Short(command)}' is not a command of {profile.Name.En}.", $"{profile.Name.Zh}没有“{Short(command)}”操作。");
        var state = profile.StateOf(item.State).Name;
        return Refuse("wrong-state", $"'{command}' is not possible while the item is {state.En}.", $"“{state.Zh}”状态下不能“{NameOf(command).Zh}”。");
    }

    private Refusal NotYourRole(Transition[] rows)
    {
        var roles = string.Join(", ", rows.SelectMany(row => row.Roles).Distinct());
        return Refuse("wrong-role", $"'{rows[0].Command}' is for {roles}; you act as {string.Join(", ", actor.Roles.Order())}.", $"“{NameOf(rows[0].Command).Zh}”须由 {roles} 操作。");
    }

    private Refusal Blocked(Transition row) => row.Guards.First(guard => !Holds(guard)) switch
    {
        TransitionGuard.Own => Refuse("not-assigned", $"The work is with {item.Assignee?.Body ?? "nobody"}, not with {actor.Body}.", $"承办单位为“{item.Assignee?.Body ?? "未派遣"}”，不是“{actor.Body}”。"),
        TransitionGuard.BeforeDeadline => Refuse("overdue", $"'{row.Command}' must come before the deadline, {item.Clock.Deadline!.Value.At}.", $"须在截止时间 {item.Clock.Deadline!.Value.At} 之前申请。"),
        TransitionGuard.ExtensionLeft => Refuse("limit-reached", $"An item is extended at most {profile.MaxExtensions} times.", $"最多延期 {profile.MaxExtensions} 次。"),
        TransitionGuard.SuspensionLeft => Refuse("limit-reached", $"An item is suspended at most {profile.MaxSuspensions} times.", $"最多挂账 {profile.MaxSuspensions} 次。"),
        _ => Refuse(WorkEngine.NotAutomatic, "The dispatch table does not dispatch this by itself.", "派遣规则未设为自动派遣。"),
    };

    private Refusal Full() => Refusal.Of("full", $"The item has {MaxHistory} history entries and takes no more commands; open another.", $"办理经过已达 {MaxHistory} 条，请另行立项。");

    private Refusal? MissingField(Transition row, WorkCommand command)
    {
        if (command.Reason?.Length > MaxReason || command.Photo?.Length > MaxReference || command.Assignee?.ToString().Length > MaxReference)
            return Refuse("too-long", $"A reason has at most {MaxReason} characters, a photo's reference and an assignee {MaxReference}.", $"理由最多 {MaxReason} 字，照片引用与承办单位最多 {MaxReference} 字。");
        return row.Needs.Select(need => Missing(need, command)).FirstOrDefault(refusal => refusal is not null);
    }

    private Refusal? Missing(RequiredField need, WorkCommand command) => need switch
    {
        RequiredField.Reason => string.IsNullOrWhiteSpace(command.Reason) ? Needed(command, "reason", "理由") : null,
        RequiredField.Photo => string.IsNullOrWhiteSpace(command.Photo) ? Needed(command, "photo", "照片") : null,
        RequiredField.Class => command.Class is null ? Needed(command, "class", "分类") : null,
        RequiredField.Assignee => string.IsNullOrWhiteSpace((command.Assignee ?? Dispatched?.Assignee)?.Body) ? Needed(command, "assignee", "承办单位") : null,
        RequiredField.Condition => OneOf(command, "condition", "立案条件", command.Condition, policy.ConditionsOf(item.Class).Select(condition => condition.Id)),
        _ => OneOf(command, "outcome", "结果", command.Outcome, profile.Outcomes),
    };

    private Refusal? OneOf(WorkCommand command, string en, string zh, string? value, IEnumerable<string> known)
    {
        var list = known.ToArray();
        if (value is not null && list.Contains(value)) return null;
        var choice = list.Length == 0 ? "none is defined" : string.Join(", ", list);
        return Refuse("missing-field", $"'{command.Name}' needs a known {en} ({choice}), not '{Short(value ?? "")}'.", $"“{NameOf(command.Name).Zh}”须给出有效的{zh}（{choice}）。");
    }

    private Refusal Needed(WorkCommand command, string en, string zh) =>
        Refuse("missing-field", $"'{command.Name}' needs a field '{en}'.", $"“{NameOf(command.Name).Zh}”须填写{zh}。");

    private LocalizedText NameOf(string command) => profile.Commands.First(known => known.Id == command).Name;

    private Refusal Refuse(string code, string en, string zh) => new(code, new LocalizedText(zh, en), Allowed());

    private static string Short(string text) => text.Length <= 64 ? text : text[..64];
}
