namespace CityKit.Desk.Operations.Rows;

/// <summary>How a rule's alerts turned out, as <c>alerts/statistics</c> has it.</summary>
internal sealed record RuleFigure(string Rule, long Raised, long Open)
{
    public string? Day { get; init; }

    public IReadOnlyDictionary<string, long> Outcomes { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, long> Leads { get; init; } = new Dictionary<string, long>();

    public decimal? FalseShare { get; init; }

    public long? MedianSeconds { get; init; }

    public long? P90Seconds { get; init; }

    public long? MeanSecondsToSeen { get; init; }
}
