using CityKit.Core;

namespace CityKit.Desk.Cockpit;

/// <summary>One board (看板) of the cockpit.</summary>
/// <param name="Kind">What it shows.</param>
public sealed record Board(BoardKind Kind)
{
    /// <summary>What it is called; null for the name of its kind or figure.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The id of a performance figure, such as <c>on-time-handling</c>; null where the kind needs none.</summary>
    public string? Figure { get; init; }

    /// <summary>What the figure should reach, 0 to 1; null for no target.</summary>
    public decimal? Target { get; init; }

    /// <summary>Whether less is better, such as for reworks.</summary>
    public bool IsLessBetter { get; init; }

    /// <summary>What makes its rows; null for what its kind has else.</summary>
    public string? By { get; init; }

    /// <summary>The profile whose items it counts; null for <c>city-management</c> in figures and for all in counts.</summary>
    public string? Profile { get; init; }

    /// <summary>How many rows at most, 1 to 50.</summary>
    public int Top { get; init; } = 8;

    /// <summary>How many of four columns it takes.</summary>
    public int Width { get; init; } = 1;

    /// <summary>The text of a <see cref="BoardKind.Text"/>.</summary>
    public LocalizedText? Text { get; init; }

    /// <summary>Whether it has one row's height; others have two.</summary>
    internal bool IsLow => Kind is BoardKind.Figure or BoardKind.Backlog;
}
