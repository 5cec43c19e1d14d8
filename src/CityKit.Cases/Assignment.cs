using NodaTime;

namespace CityKit.Cases;

/// <summary>Who has a piece of the work, and since when (承办). Kept after it ended.</summary>
/// <param name="Kind">As what.</param>
/// <param name="Assignee">The body, and its crew.</param>
/// <param name="Since">When it got it.</param>
public sealed record Assignment(AssignmentKind Kind, Assignee Assignee, Instant Since)
{
    /// <summary>The person, by account, who has taken it; null for the body as a whole.</summary>
    public string? Person { get; init; }

    /// <summary>When it was done, returned or taken away; null while it lasts.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Whether it ended by being done.</summary>
    public bool Done { get; init; }

    /// <summary>Whether it is a lead's, and lasts.</summary>
    internal bool IsLeading => this is { Kind: AssignmentKind.Lead, EndedAt: null };

    /// <summary>Whether it is a co-handler's or a crew's, and lasts.</summary>
    internal bool IsHelping => this is { Kind: not AssignmentKind.Lead, EndedAt: null };

    /// <summary>Its own clock, by the policy's stage limit of its kind (<c>coHandler</c>, <c>crew</c>); a lead's is the stage's.</summary>
    public StageClock? Clock { get; init; }
}
