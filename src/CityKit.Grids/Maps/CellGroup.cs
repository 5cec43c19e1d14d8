namespace CityKit.Grids.Maps;

/// <summary>One shape in one cell, while the table is built.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Head">Twice the count of edges, and 1 when a point that none of them is crossed from is inside.</param>
/// <param name="Start">The first of its edge numbers.</param>
internal readonly record struct CellGroup(int Cell, int Shape, int Head, int Start) : IComparable<CellGroup>
{
    public int CompareTo(CellGroup other) => Cell != other.Cell ? Cell.CompareTo(other.Cell) : Shape.CompareTo(other.Shape);
}
