namespace CityKit.Desk.Cockpit;

/// <summary>A row of a board's table.</summary>
/// <param name="Cells">Its cells: the first is its name.</param>
/// <param name="Depth">How deep it is in a tree, from 0.</param>
public sealed record BoardRow(IReadOnlyList<BoardCell> Cells, int Depth = 0);
