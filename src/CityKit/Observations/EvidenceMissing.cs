using System.Text.Json.Serialization;

namespace CityKit.Observations;

/// <summary>A file of evidence is not in the archive, or is not what was kept there (证据文件缺失或损坏).</summary>
/// <param name="Evidence">Which evidence.</param>
/// <param name="File">The file's name there.</param>
internal sealed record EvidenceMissing(string Evidence, string File) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => $"evidence-missing/{File}";
}
