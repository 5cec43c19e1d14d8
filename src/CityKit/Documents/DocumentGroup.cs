namespace CityKit.Documents;

/// <summary>One group of documents.</summary>
/// <param name="Values">What its documents have in each index that makes the groups; null for no value.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Sum">The sum asked for; 0 when none was.</param>
public sealed record DocumentGroup(IReadOnlyList<IndexValue?> Values, long Count, long Sum);
