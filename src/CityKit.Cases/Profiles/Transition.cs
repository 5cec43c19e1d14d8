namespace CityKit.Cases.Profiles;

/// <summary>One row of a transition table (流转规则): from one state, by a command, to a state.</summary>
public sealed record Transition
{
    /// <summary>The state before.</summary>
    public required string From { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>The state after; the same as before for a mark.</summary>
    public required string To { get; init; }

    /// <summary>Who may.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>What the command must carry.</summary>
    public IReadOnlyList<RequiredField> Needs { get; init; } = [];

    /// <summary>What else must hold.</summary>
    public IReadOnlyList<TransitionGuard> Guards { get; init; } = [];

    /// <summary>What else it does.</summary>
    public IReadOnlyList<TransitionEffect> Effects { get; init; } = [];

    /// <summary>Who is told.</summary>
    public IReadOnlyList<NoticeTarget> Tell { get; init; } = [];
}
