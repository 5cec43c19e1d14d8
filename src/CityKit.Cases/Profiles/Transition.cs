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

    /// <summary>Who may, unless the policy says otherwise.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>
    /// What the command must carry: <c>reason</c>, <c>photo</c>, <c>assignee</c>, <c>condition</c>, <c>outcome</c>, <c>class</c>,
    /// <c>coHandlers</c>, <c>crew</c>, <c>person</c>, <c>parts</c>, <c>other</c>, <c>otherBody</c> (an assignee of another body than
    /// the one that has it), <c>limit</c>, or <c>detail:</c> and a field of the profile.
    /// </summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>What else must hold.</summary>
    public IReadOnlyList<GuardCall> Guards { get; init; } = [];

    /// <summary>What else it does, in order.</summary>
    public IReadOnlyList<EffectCall> Effects { get; init; } = [];

    /// <summary>The name of the stage limit that the next stage's clock runs by, such as <c>rework</c>; null for the stage's own.</summary>
    public string? Limit { get; init; }

    /// <summary>Who is notified.</summary>
    public IReadOnlyList<NoticeTarget> Tell { get; init; } = [];
}
