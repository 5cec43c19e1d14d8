namespace CityKit.Desk.Cockpit;

/// <summary>A row of <c>findings/blind</c>.</summary>
internal sealed record BlindRow(long Seconds, long Spans)
{
    public string? Day { get; init; }
    public string? Source { get; init; }
}
