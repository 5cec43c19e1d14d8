using NodaTime;

namespace CityKit.Desk.Operations.Rows;

/// <summary>A maintenance window or away note as <c>suspensions/list</c> has it.</summary>
internal sealed record SuspensionRow(string Id, Instant From, Instant Until, string By, int Suppressed)
{
    public string? Rule { get; init; }

    public string? Source { get; init; }

    public Instant? EndedAt { get; init; }
}
