using CityKit.Components;

namespace CityKit.Cases;

/// <summary>What somebody wants done to a work item. Which fields a command needs is in the profile's table.</summary>
/// <param name="Name">The command, such as <c>dispatch</c>.</param>
public sealed record WorkCommand(string Name)
{
    /// <summary>Why; at most 2,000 characters, without personal data.</summary>
    public string? Reason { get; init; }

    /// <summary>A reference to a photo or clip.</summary>
    public string? Photo { get; init; }

    /// <summary>Who gets the work; when null, the policy's dispatch table decides.</summary>
    public Assignee? Assignee { get; init; }

    /// <summary>The filing condition's id; it fixes the limit and the closing condition.</summary>
    public string? Condition { get; init; }

    /// <summary>The class, when the report had none or a wrong one.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>How it ended, one of the profile's outcomes.</summary>
    public string? Outcome { get; init; }
}
