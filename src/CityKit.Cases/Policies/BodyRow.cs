using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>What a body is called in the component registry (单位对照), where that is another name than its accounts have.</summary>
/// <param name="Body">The body, as accounts and assignees have it.</param>
/// <param name="Registered">Its names and unified social credit codes in the registry.</param>
public sealed record BodyRow(string Body, IReadOnlyList<string> Registered)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
