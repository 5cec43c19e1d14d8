namespace CityKit.Import.Resurveys;

/// <summary>One attribute before and after (字段变更).</summary>
/// <param name="Field">The standard's abbreviation, such as <c>YHDWMC</c>.</param>
/// <param name="Before">What the registry has.</param>
/// <param name="After">What the re-survey found.</param>
public sealed record FieldChange(string Field, string Before, string After);
