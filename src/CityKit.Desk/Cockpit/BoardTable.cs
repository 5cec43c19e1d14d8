using CityKit.Core;

namespace CityKit.Desk.Cockpit;

/// <summary>Rows of a board.</summary>
/// <param name="Columns">What each column has; the first names the rows.</param>
/// <param name="Rows">The rows.</param>
public sealed record BoardTable(IReadOnlyList<LocalizedText> Columns, IReadOnlyList<BoardRow> Rows)
{
    /// <summary>The column whose numbers are drawn as bars; null for none.</summary>
    public int? Bars { get; init; }
}
