using System.Collections.Frozen;
using CityKit.Cases.Text;
using CityKit.Core;

namespace CityKit.Cases.Profiles;

/// <summary>A kind of work item and its life cycle (业务类型): stages, states, who may move it how, what falls due by itself, who sees what. Data; read with <see cref="ProfileReader"/>.</summary>
public sealed class Profile
{
    private readonly FrozenDictionary<string, ProfileState> statesById;
    private readonly FrozenDictionary<string, ProfileStage> stagesById;
    private readonly ILookup<string, Transition> byState;

    internal Profile(string id, IReadOnlyList<ProfileStage> stages, IReadOnlyList<ProfileState> states, IReadOnlyList<Transition> transitions)
    {
        (Id, Stages, States, Transitions) = (id, stages, states, transitions);
        statesById = states.ToFrozenDictionary(state => state.Id);
        stagesById = stages.ToFrozenDictionary(stage => stage.Id);
        byState = transitions.ToLookup(row => row.From);
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
    public IEnumerable<Transition> From(string state) => byState[state];

    /// <summary>The parts an actor with these roles sees.</summary>
    public WorkItemPart VisibleTo(IEnumerable<Role> roles) =>
        roles.Aggregate(WorkItemPart.None, (parts, role) => parts | (Visibility.TryGetValue(role, out var more) ? more : WorkItemPart.None));

    /// <summary>Whether no command leads out of a state.</summary>
    public bool IsTerminal(string state) => byState[state].All(row => row.To == state);

    internal bool HasState(string id) => statesById.ContainsKey(id);
}
