using System.Text.Json.Serialization;

namespace CityKit.Observations;

/// <summary>The record has subjects that were erased (再次删除): it goes on from a copy that is older than that.</summary>
/// <param name="Subjects">The subjects; what else they are is in the erasure log alone.</param>
internal sealed record ErasedAgain(IReadOnlyList<string> Subjects) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => $"erased/{Subjects[0]}";
}
