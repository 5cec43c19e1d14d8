using System.Collections.Immutable;
using CityKit.Components.Registry;

namespace CityKit.Components.Queries;

/// <summary>One page of what was found (查询结果页), in the order of the ids' numbers.</summary>
/// <param name="Items">The components.</param>
/// <param name="Next">What to ask for the next page with; null when there is none. While components are added or changed, no page brings
/// one again that an earlier one had.</param>
public sealed record ComponentPage(ImmutableArray<Component> Items, string? Next);
