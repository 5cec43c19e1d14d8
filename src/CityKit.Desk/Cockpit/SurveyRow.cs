namespace CityKit.Desk.Cockpit;

/// <summary>A row of <c>items/surveys</c>.</summary>
internal sealed record SurveyRow(long Count, long Satisfied, long Basically, long Unsatisfied)
{
    public bool Total { get; init; }
    public string? Body { get; init; }
    public string? Class { get; init; }
}
