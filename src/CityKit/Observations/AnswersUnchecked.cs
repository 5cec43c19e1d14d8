using System.Text.Json.Serialization;

namespace CityKit.Observations;

/// <summary>A device does not check the hub's answers, or by another key (未校验回执).</summary>
/// <param name="Device">The device.</param>
/// <param name="AnswerKey">The print of the key that it has; null for none.</param>
internal sealed record AnswersUnchecked(string Device, string? AnswerKey) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Key => $"answers/{Device}/{AnswerKey}";
}
