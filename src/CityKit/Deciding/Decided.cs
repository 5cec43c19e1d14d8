namespace CityKit.Deciding;

/// <summary>What was decided.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="IsKept">Whether the input is journalled, with all that it changes.</param>
internal readonly record struct Decided(object Answer, bool IsKept);
