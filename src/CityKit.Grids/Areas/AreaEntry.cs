using System.Collections.Immutable;
using CityKit.Core.Codes;

namespace CityKit.Grids.Areas;

/// <summary>One name of an administrative area and the time it held (区划名称).</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">The Chinese name.</param>
/// <param name="EnglishName">The English name; empty when the table has none.</param>
/// <param name="Valid">When code and name held.</param>
/// <param name="Successors">The areas that took its place, when the code ended; empty when that is not known, or the code lives on under
/// another name.</param>
/// <param name="Note">For people; may be empty.</param>
public sealed record AreaEntry(AreaCode Code, string Name, string EnglishName, Validity Valid,
    ImmutableArray<AreaCode> Successors, string Note)
{
    /// <summary>Code and name.</summary>
    public override string ToString() => $"{Code} {Name}";
}
