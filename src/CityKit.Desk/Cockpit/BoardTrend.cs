using CityKit.Core;

namespace CityKit.Desk.Cockpit;

/// <summary>A number over time.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Points">Each day or period with its number, the earliest first; null for none.</param>
/// <param name="Unit">What the numbers are.</param>
/// <param name="IsLine">Whether a line, for rates; else bars, for amounts.</param>
public sealed record BoardTrend(LocalizedText Label, IReadOnlyList<(string Label, decimal? Value)> Points, BoardUnit Unit, bool IsLine)
{
    /// <summary>A line across; null for none.</summary>
    public decimal? Target { get; init; }
}
