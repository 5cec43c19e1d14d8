namespace CityKit.Components.Queries;

/// <summary>How many components are of one group (分组统计). <c>default</c> is 0 of a group without a key.</summary>
/// <param name="Key">What they have in common, as <see cref="ComponentGrouping"/> writes it; empty for those that have none.</param>
/// <param name="Then">What they have in common besides; empty when grouped by one.</param>
/// <param name="Count">How many.</param>
public readonly record struct ComponentCount(string Key, string Then, long Count);
