using System.Collections.Frozen;
using CityKit.Cases.Text;
using CityKit.Core;

namespace CityKit.Cases.Profiles;

/// <summary>
/// A kind of work item and its life cycle (业务类型): stages, states, who may move it how, what falls due by itself, who sees what. Data; read
/// with <see cref="ProfileReader"/>.
/// </summary>
public sealed class Profile
{
    private readonly FrozenDictionary<string, ProfileState> statesById;
    private readonly FrozenDictionary<string, ProfileStage> stagesById;
    private readonly FrozenDictionary<string, Transition[]> byState;
    private readonly FrozenDictionary<(string State, string Command), Transition[]> byCommand;
    private Allowance? extensions;
    private Allowance? suspensions;
    private FrozenDictionary<string, LocalizedText>? names;

    internal Profile(string id, IReadOnlyList<ProfileStage> stages, IReadOnlyList<ProfileState> states,
        IReadOnlyList<Transition> transitions)
    {
        (Id, Stages, States, Transitions) = (id, stages, states, transitions);
        statesById = states.ToFrozenDictionary(state => state.Id);
        stagesById = stages.ToFrozenDictionary(stage => stage.Id);
        byState = transitions.GroupBy(row => row.From).ToFrozenDictionary(rows => rows.Key, rows => rows.ToArray());
        byCommand = transitions.GroupBy(row => (row.From, row.Command)).ToFrozenDictionary(rows => rows.Key, rows => rows.ToArray());
    }

    /// <summary>The id, such as <c>city-management</c>.</summary>
    public string Id { get; }

    /// <summary>The version of the data.</summary>
    public required string Version { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>The state an item opens in.</summary>
    public required string Initial { get; init; }

    /// <summary>The roles of its own that it declares, beside the built-in ones.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Who may open one.</summary>
    public required IReadOnlyList<Role> Openers { get; init; }

    /// <summary>The stages, in order.</summary>
    public IReadOnlyList<ProfileStage> Stages { get; }

    /// <summary>The states.</summary>
    public IReadOnlyList<ProfileState> States { get; }

    /// <summary>The commands.</summary>
    public required IReadOnlyList<ProfileCommand> Commands { get; init; }

    /// <summary>The transition table.</summary>
    public IReadOnlyList<Transition> Transitions { get; }

    /// <summary>What falls due by itself.</summary>
    public required IReadOnlyList<TimedStep> Steps { get; init; }

    /// <summary>The outcomes a close may state; empty when none is asked.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>Fields of its own that items carry.</summary>
    public IReadOnlyList<ProfileField> Fields { get; init; } = [];

    /// <summary>Clocks beside those of the stages.</summary>
    public IReadOnlyList<ProfileClock> Clocks { get; init; } = [];

    /// <summary>How often, how soon and for how long things may be done, where the policy says nothing else.</summary>
    public IReadOnlyList<Allowance> Allowances { get; init; } = [];

    /// <summary>Guards of its own.</summary>
    public IReadOnlyList<DeclaredGuard> Guards { get; init; } = [];

    /// <summary>Effects of its own.</summary>
    public IReadOnlyList<DeclaredEffect> Effects { get; init; } = [];

    /// <summary>The most extensions of one item.</summary>
    public required int MaxExtensions { get; init; }

    /// <summary>The most suspensions of one item.</summary>
    public required int MaxSuspensions { get; init; }

    /// <summary>Who sees which parts; a role not named sees nothing.</summary>
    public required IReadOnlyDictionary<Role, WorkItemPart> Visibility { get; init; }

    /// <summary>The whole profile as UTF-8 JSON, as <see cref="ProfileReader"/> reads it; the same profile gives the same bytes.</summary>
    public byte[] ToUtf8() => ConfigJson.ToUtf8(json => new ProfileWriter(json).Write(this));

    /// <summary>The state of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ProfileState StateOf(string id) => statesById[id];

    /// <summary>The stage of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ProfileStage StageOf(string id) => stagesById[id];

    /// <summary>The rows that leave a state, in table order.</summary>
    public IReadOnlyList<Transition> From(string state) => byState.GetValueOrDefault(state, []);

    /// <summary>The rows of a command in a state, in table order; empty when it is not possible there.</summary>
    public IReadOnlyList<Transition> Rows(string state, string command) => RowsOf(state, command);

    /// <summary>The parts an actor with these roles sees.</summary>
    public WorkItemPart VisibleTo(IEnumerable<Role> roles) =>
        roles.Aggregate(WorkItemPart.None,
            (parts, role) => parts | (Visibility.TryGetValue(role, out var more) ? more : WorkItemPart.None));

    /// <summary>Whether no command leads out of a state.</summary>
    public bool IsTerminal(string state)
    {
        foreach (var row in From(state))
            if (row.To != state) return false;
        return true;
    }

    /// <summary>
    /// What the policy's stage limits may be of: stages, its clocks, helpers where rows have them, limits that rows name, and timed steps.
    /// </summary>
    public IEnumerable<string> LimitNames => Stages.Select(stage => stage.Id).Concat(Clocks.Select(clock => clock.Id))
        .Concat(ProfileWords.HelperLimits.Where(limit => Transitions.Any(row => row.Effects.Any(effect => effect.Name == limit.Effect)))
            .Select(limit => limit.Name))
        .Concat(Transitions.Select(row => row.Limit).OfType<string>()).Concat(Steps.Select(step => step.Id)).Distinct();

    /// <summary>What it allows of a turn, the policy aside.</summary>
    public Allowance AllowanceOf(string turn)
    {
        for (var i = 0; i < Allowances.Count; i++)
            if (Allowances[i].Turn == turn) return Allowances[i];
        return turn switch
        {
            WorkCounts.ExtensionTurn => extensions ??= new Allowance(turn) { AtMost = MaxExtensions },
            WorkCounts.SuspensionTurn => suspensions ??= new Allowance(turn) { AtMost = MaxSuspensions },
            _ => new Allowance(turn),
        };
    }

    internal LocalizedText NameOf(string command) =>
        (names ??= Commands.ToFrozenDictionary(known => known.Id, known => known.Name))[command];

    internal Transition[] RowsOf(string state, string command) => byCommand.GetValueOrDefault((state, command), []);

    internal bool HasState(string id) => statesById.ContainsKey(id);
}
