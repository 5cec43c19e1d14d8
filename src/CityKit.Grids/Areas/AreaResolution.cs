using System.Collections.Immutable;
using CityKit.Core.Codes;

namespace CityKit.Grids.Areas;

/// <summary>What became of an area code (区划代码现状).</summary>
/// <param name="Asked">The code asked for.</param>
/// <param name="Known">The narrowest area at or above it that the table has; null when it has none.</param>
/// <param name="Steps">What took whose place, in order; empty while the code is in use.</param>
/// <param name="Current">The codes in use today: the area itself, or its last successors; empty when it ended and nothing is known to
/// follow, or it is unknown.</param>
public sealed record AreaResolution(AreaCode Asked, AreaEntry? Known, ImmutableArray<AreaSuccession> Steps,
    ImmutableArray<AreaCode> Current)
{
    /// <summary>Whether the code itself is in the table.</summary>
    public bool IsExact => Known is not null && Known.Code == Asked;

    /// <summary>Whether the code has ended.</summary>
    public bool HasEnded => Known?.Valid.Until is not null;
}
