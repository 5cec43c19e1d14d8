using CityKit.Core;

namespace CityKit.Desk.Cockpit;

/// <summary>A row of <c>items/figures</c>.</summary>
internal sealed record FigureRow(IReadOnlyList<FigureValue> Figures)
{
    public string? Body { get; init; }
    public string? Grid { get; init; }
    public string? Class { get; init; }

    /// <summary>What makes the row; null for cases without it.</summary>
    internal string? Group => Body ?? Grid ?? Class;
}

/// <summary>One figure.</summary>
internal sealed record FigureValue(string Id, string Zh, string En, FigureCount Numerator, FigureCount Denominator)
{
    public decimal? Rate { get; init; }

    internal LocalizedText Name => new(Zh, En);
}

/// <summary>What is above or below the line, and the facts that it is made of.</summary>
internal sealed record FigureCount(long Count, IReadOnlyList<FigureFact> Facts);

/// <summary>A fact, and what opens the cases that count for it.</summary>
internal sealed record FigureFact(string Fact, string Query);
