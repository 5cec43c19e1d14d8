using System.Collections.Immutable;

namespace CityKit.Import.Maps;

/// <summary>What grids are held against: the area or grid each must be in, and that they must fill together.</summary>
internal abstract class ParentShapes
{
    internal abstract bool IsEmpty { get; }

    /// <summary>What a grid must be in; null when it is not on the map.</summary>
    internal abstract GridShape? Of(Grids.Maps.Grid grid);

    /// <summary>Whether something is known that a grid must be in; false when it has no parent, or that was reported already.</summary>
    internal abstract bool Binds(Grids.Maps.Grid grid);

    /// <summary>The parents that have a grid, once each.</summary>
    internal IEnumerable<GridShape> OfGrids(ImmutableArray<GridShape> grids) =>
        grids.Select(grid => Of(grid.Grid)).OfType<GridShape>().Distinct();
}
