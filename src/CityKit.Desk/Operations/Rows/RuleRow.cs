using CityKit.Core;

namespace CityKit.Desk.Operations.Rows;

/// <summary>A rule as <c>rules/list</c> has it.</summary>
internal sealed record RuleRow(string Id, long Version, string Where, string Per, string Words, string Severity, LocalizedText Title,
    IReadOnlyList<string> Notify, int Line)
{
    public string? Quantity { get; init; }

    public string? Device { get; init; }

    public string? Sensor { get; init; }

    public string? Purpose { get; init; }

    public string? Duty { get; init; }

    public LeadPart? Lead { get; init; }

    internal sealed record LeadPart(string Profile, string Class, bool Automatic);
}
