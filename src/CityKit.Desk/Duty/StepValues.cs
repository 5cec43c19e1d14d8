using CityKit.Desk.Access;

namespace CityKit.Desk.Duty;

/// <summary>What a person filled in for a step.</summary>
/// <param name="CommandId">The id of the command: the same again is the same step.</param>
/// <param name="Values">What was filled, by the field's id.</param>
public sealed record StepValues(string CommandId, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>A field's value; null when it was left empty.</summary>
    public string? this[string field] =>
        Values.TryGetValue(field, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A step that asks for nothing.</summary>
    public static StepValues Empty() => new(DeskHub.NewCommandId(), new Dictionary<string, string>());
}
