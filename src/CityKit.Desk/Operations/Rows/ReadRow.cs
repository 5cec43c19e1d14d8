using NodaTime;

namespace CityKit.Desk.Operations.Rows;

/// <summary>A reading of personal data as <c>reads/list</c> has it.</summary>
internal sealed record ReadRow(
    string Id, Instant At, string By, IReadOnlyList<string> Roles, string Purpose, int Records, IReadOnlyList<string> Subjects)
{
    public string? Item { get; init; }
}
