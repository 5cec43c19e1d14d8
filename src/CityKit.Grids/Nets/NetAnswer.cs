using System.Collections.Immutable;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Nets;

/// <summary>Who answers for a place, for a matter, in a net, on a day (责任查询结果).</summary>
/// <param name="Net">The net.</param>
/// <param name="Grids">The grids the place is in, of all maps and unions, by key.</param>
/// <param name="Area">The narrowest area known of the place; <c>default</c> when none is.</param>
/// <param name="Chain">All levels, the narrowest first.</param>
public sealed record NetAnswer(GovernanceNet Net, ImmutableArray<GridKey> Grids, AreaCode Area, ImmutableArray<NetStep> Chain)
{
    /// <summary>Who answers first: the narrowest level that anyone holds; null when nobody answers at all.</summary>
    public NetStep? First => Chain.FirstOrDefault(step => !step.Duties.IsEmpty);
}
