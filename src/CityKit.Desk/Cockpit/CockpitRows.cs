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

/// <summary>A row of <c>alerts/statistics</c>.</summary>
internal sealed record AlertRow(string Rule, long Raised, long Open)
{
    public string? Source { get; init; }
    public string? Day { get; init; }
    public long Judged { get; init; }
    public long False { get; init; }
}

/// <summary>A row of <c>findings/blind</c>.</summary>
internal sealed record BlindRow(long Seconds, long Spans)
{
    public string? Day { get; init; }
    public string? Source { get; init; }
}

/// <summary>What matters of a device.</summary>
internal sealed record DeviceRow(string Id, string Health);

/// <summary>A row of <c>items/surveys</c>.</summary>
internal sealed record SurveyRow(long Count, long Satisfied, long Basically, long Unsatisfied)
{
    public bool Total { get; init; }
    public string? Body { get; init; }
    public string? Class { get; init; }
}

/// <summary>A row of <c>leads/figures</c>.</summary>
internal sealed record LeadRow(long NotJudged, long Confirmed, long Merged, long Dismissed)
{
    public string? Class { get; init; }
    public string? Source { get; init; }
    public string? Machine { get; init; }
    public string? Reason { get; init; }
}

/// <summary>A row of <c>items/public-counts</c>.</summary>
internal sealed record PublicRow(long Count)
{
    public bool Total { get; init; }
    public string? District { get; init; }
    public string? Street { get; init; }
    public string? Class { get; init; }
}
