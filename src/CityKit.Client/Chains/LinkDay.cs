namespace CityKit.Client.Chains;

/// <summary>A day as the calendar counts it.</summary>
/// <param name="Date">The day, such as 2026-03-02.</param>
/// <param name="Work">Whether it is a working day.</param>
public sealed record LinkDay(string Date, bool Work)
{
    /// <summary>What the holiday notice calls it.</summary>
    public string? Name { get; init; }

    /// <summary>Its working hours.</summary>
    public IReadOnlyList<LinkSpan> Spans { get => field ?? []; init; } = [];
}
