namespace CityKit.Desk.Cockpit;

/// <summary>A row of <c>items/public-counts</c>.</summary>
internal sealed record PublicRow(long Count)
{
    public bool Total { get; init; }
    public string? District { get; init; }
    public string? Street { get; init; }
    public string? Class { get; init; }
}
