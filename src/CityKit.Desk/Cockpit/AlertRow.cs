namespace CityKit.Desk.Cockpit;

/// <summary>A row of <c>alerts/statistics</c>.</summary>
internal sealed record AlertRow(string Rule, long Raised, long Open)
{
    public string? Source { get; init; }
    public string? Day { get; init; }
    public long Judged { get; init; }
    public long False { get; init; }
}
