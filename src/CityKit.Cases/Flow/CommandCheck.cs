using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;

namespace CityKit.Cases.Flow;

/// <summary>Whether an actor may give a command now: the row of the table that holds, or why none does.</summary>
internal readonly struct CommandCheck(WorkPolicy policy, GuardCheck guards, GuardQuestion question)
{
    private const int MaxHistory = 2000;

    private WorkItem Item => question.Item;

    private Profile Profile => question.Profile;

    private Actor Actor => question.Actor;

    internal IReadOnlyList<string> Allowed()
    {
        var allowed = new List<string>();
        foreach (var row in Profile.From(Item.State))
            if (HasRole(row) && Holds(row) && !allowed.Contains(row.Command)) allowed.Add(row.Command);
        return allowed;
    }

    /// <summary>The row that holds, whatever the command carries; null when none does. Allocates nothing.</summary>
    internal Transition? Row(string command)
    {
        foreach (var row in Profile.RowsOf(Item.State, command))
            if (HasRole(row) && Holds(row)) return row;
        return null;
    }

    /// <summary>Whether the policy leaves to people what the engine would do; that is no refusal to be put into words.</summary>
    internal bool IsLeftToPeople(string command)
    {
        if (Item.Entries >= MaxHistory || Row(command) is not null) return false;
        foreach (var row in Profile.RowsOf(Item.State, command))
            if (HasRole(row)) return guards.CodeOf(row.Guards, question) == WorkEngine.NotAutomatic;
        return false;
    }

    internal (Transition? Row, Refusal? Refusal) Find(WorkCommand command)
    {
        if (Row(command.Name) is not { } row) return (null, WhyNone(command.Name));
        if (Item.Entries >= MaxHistory) return (null, Full());
        return new FieldCheck(policy, question, row, command).Wrong() is var (code, en, zh) ? (null, Refuse(code, en, zh)) : (row, null);
    }

    /// <summary>The role that the actor acts as: the row's own, or one that stands in for it.</summary>
    internal Role RoleFor(Transition row)
    {
        var roles = policy.RolesOf(Profile.Id, row);
        if (FirstOf(roles) is { Name.Length: > 0 } own) return own;
        for (var i = 0; i < roles.Count && policy.StandIns.Count > 0; i++)
            if (FirstOf(policy.StandInsOf(roles[i])) is { Name.Length: > 0 } standIn) return standIn;
        return default;
    }

    /// <summary>The first role that the actor has; no enumerator, so that nothing is allocated.</summary>
    private Role FirstOf(IReadOnlyList<Role> roles)
    {
        for (var i = 0; i < roles.Count; i++)
            if (Actor.Roles.Contains(roles[i])) return roles[i];
        return default;
    }

    private bool HasRole(Transition row) => RoleFor(row) != default;

    private bool Holds(Transition row) => guards.AllHold(row.Guards, question);

    private Refusal WhyNone(string command)
    {
        var rows = Profile.RowsOf(Item.State, command);
        if (rows.Length == 0) return NoRow(command);
        if (Item.Entries >= MaxHistory) return Full();
        foreach (var row in rows)
            if (HasRole(row)) return Blocked(row);
        return NotYourRole(rows);
    }

    private Refusal NoRow(string command)
    {
        if (Profile.Commands.All(known => known.Id != command))
            return Refuse("unknown-command", $"'{Short(command)}' is not a command of {Profile.Name.En}.",
                $"{Profile.Name.Zh}没有“{Short(command)}”操作。");
        var state = Profile.StateOf(Item.State).Name;
        var since = MovedDeadlines.Local(Item.StateSince);
        return Refuse("wrong-state", $"'{command}' is not possible while the item is {state.En} (since {since}{With("with", ", ")}).",
            $"“{state.Zh}”状态下不能“{NameOf(command).Zh}”（{since} 起{With("承办", "，")}）。");
    }

    /// <summary>Who has the work, so that one of two who act at once reads what the other did.</summary>
    private string With(string word, string comma) => Item.Assignee is { } who ? $"{comma}{word} {who}" : "";

    private Refusal NotYourRole(Transition[] rows)
    {
        var (known, profile) = (policy, Profile.Id);
        var roles = string.Join(", ", rows.SelectMany(row => known.RolesOf(profile, row)).Distinct());
        return Refuse("wrong-role", $"'{rows[0].Command}' is for {roles}; you act as {string.Join(", ", Actor.Roles.Order())}.",
            $"“{NameOf(rows[0].Command).Zh}”须由 {roles} 操作。");
    }

    private Refusal Blocked(Transition row)
    {
        var (code, text) = guards.Why(row.Guards, question);
        return Refuse(code, text.En, text.Zh);
    }

    private static Refusal Full() => Refusal.Of("full",
        $"The item has {MaxHistory} history entries and takes no more commands; open another.", $"办理经过已达 {MaxHistory} 条，请另行立项。");

    private LocalizedText NameOf(string command) => Profile.Commands.First(known => known.Id == command).Name;

    private Refusal Refuse(string code, string en, string zh) => new(code, new LocalizedText(zh, en), Allowed());

    internal static string Short(string text) => text.Length <= 64 ? text : text[..64];
}
