namespace CityKit.Client.Items;

/// <summary>How many work items there are in a group.</summary>
/// <param name="Count">How many.</param>
/// <param name="Grid">The first digits of their unit grid; null without groups by area, and for those without a grid.</param>
/// <param name="Class">Their class; null without groups by class, and for those without a class.</param>
public sealed record ItemCount(long Count, string? Grid = null, string? Class = null)
{
    /// <summary>The body that has them; null without groups by body, and for those that nobody has.</summary>
    public string? Body { get; init; }

    /// <summary>Their profile; null without groups by profile.</summary>
    public string? Profile { get; init; }

    /// <summary>Their state; null without groups by state.</summary>
    public string? Status { get; init; }
}
