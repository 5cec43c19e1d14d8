namespace CityKit.Grids.Maps;

/// <summary>A grid of nested levels and the one above it (层级网格). Immutable.</summary>
public sealed class NestedGrid
{
    internal NestedGrid(Grid grid, NestedGrid? parent) => (Grid, Parent) = (grid, parent);

    /// <summary>The grid.</summary>
    public Grid Grid { get; }

    /// <summary>The grid above, as declared; null at the widest level, and when it is not there.</summary>
    public NestedGrid? Parent { get; }

    /// <summary>The code and those above it, the narrowest first.</summary>
    public override string ToString() => Parent is null ? Grid.Code : $"{Grid.Code} < {Parent}";
}
