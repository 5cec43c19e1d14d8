namespace CityKit.Client.Chains;

/// <summary>What an entry did to a work item (办理步骤).</summary>
/// <param name="Command">The command.</param>
/// <param name="Role">As which role.</param>
/// <param name="To">The state after.</param>
public sealed record LinkStep(string Command, string Role, string To)
{
    /// <summary>The state before; null for the opening.</summary>
    public string? From { get; init; }

    /// <summary>By whom, where the caller sees that.</summary>
    public string? Actor { get; init; }

    /// <summary>Who got the work by it.</summary>
    public string? Assignee { get; init; }

    /// <summary>The outcome that it stated.</summary>
    public string? Outcome { get; init; }
}
