namespace CityKit.Desk.Cockpit;

/// <summary>A row of <c>leads/figures</c>.</summary>
internal sealed record LeadRow(long NotJudged, long Confirmed, long Merged, long Dismissed)
{
    public string? Class { get; init; }
    public string? Source { get; init; }
    public string? Machine { get; init; }
    public string? Reason { get; init; }
}
