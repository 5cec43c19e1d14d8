namespace CityKit.Cases.Importing;

/// <summary>A case of another system, as a line of a file gives it (外部案卷).</summary>
/// <param name="ExternalId">What that system knows it by, 1 to <see cref="MaxId"/> characters.</param>
/// <param name="Item">The case as a work item of a profile here; an import gives it an id of its own.</param>
public sealed record ImportedCase(string ExternalId, WorkItem Item)
{
    /// <summary>The longest id of another system, in characters.</summary>
    public const int MaxId = 128;
}
