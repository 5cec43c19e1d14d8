using CityKit.Core;

namespace CityKit.Desk.Cockpit;

/// <summary>What a board shows now, in all languages.</summary>
public sealed record BoardContent
{
    /// <summary>What it is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The numbers at its head.</summary>
    public IReadOnlyList<BoardNumber> Numbers { get; init; } = [];

    /// <summary>The parts of a ring.</summary>
    public IReadOnlyList<BoardPart> Parts { get; init; } = [];

    /// <summary>A number over time; null for none.</summary>
    public BoardTrend? Trend { get; init; }

    /// <summary>A table; null for none.</summary>
    public BoardTable? Table { get; init; }

    /// <summary>Numbers of unit grids, by their codes, for a map; null for none.</summary>
    public IReadOnlyDictionary<string, decimal>? Grids { get; init; }

    /// <summary>A text: the board's own, why there is nothing to show, or what to know about the numbers. Null for none.</summary>
    public LocalizedText? Note { get; init; }

    /// <summary>Whether there is nothing but a note.</summary>
    internal bool IsEmpty => Numbers.Count == 0 && Parts.Count == 0 && Trend is null && Table is not { Rows.Count: > 0 };
}
