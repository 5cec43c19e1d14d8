namespace CityKit.Desk.Duty;

/// <summary>Something that a person may do with a lead, an alert or a work item.</summary>
/// <param name="Command">Its name.</param>
/// <param name="Name">What people call it.</param>
public sealed record DutyStep(string Command, string Name)
{
    /// <summary>The key that gives it; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it is what is mostly done.</summary>
    public bool IsMain { get; init; }

    /// <summary>What it asks for.</summary>
    public IReadOnlyList<StepField> Fields { get; init; } = [];

    /// <summary>Of a work item: which state of it the person saw; null for any.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether it can be done with many things at once: what it asks for is the same for all.</summary>
    public bool IsForMany { get; init; } = true;
}
