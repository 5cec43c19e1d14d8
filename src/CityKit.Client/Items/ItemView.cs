namespace CityKit.Client.Items;

/// <summary>A work item as the caller sees it (工作项).</summary>
/// <param name="Number">The number people read; null while it has none.</param>
/// <param name="Allowed">The steps that the caller may take now.</param>
/// <param name="Item">What the caller may see of it.</param>
public sealed record ItemView(string? Number, IReadOnlyList<string> Allowed, Item Item)
{
    /// <summary>How long it is until the deadline, or since it passed; null without a deadline.</summary>
    public TimeLeft? Left { get; init; }

    /// <summary>Says which state of it this is, for <see cref="CityKitClient.StepAsync"/>; null in lists.</summary>
    public string? Tag { get; init; }
}
