using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Nets;

/// <summary>
/// A grid laid over others (叠加网格): a responsibility grid of unit grids, a management area (管区) of communities. Unit grids are never
/// renumbered for it, and may be in several.
/// </summary>
/// <param name="Key">Scheme and code.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="UnitGrids">The unit grids in it, 15 digits.</param>
/// <param name="Areas">The areas that are in it as a whole.</param>
/// <param name="Valid">When it is so.</param>
public sealed record GridUnion(GridKey Key, LocalizedText Name, ImmutableArray<UnitGridCode> UnitGrids, ImmutableArray<AreaCode> Areas,
    Validity Valid);
