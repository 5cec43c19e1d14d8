using CityKit.Core;

namespace CityKit.Desk.Words;

/// <summary>The words of the duty desk.</summary>
internal static class DutyWords
{
    internal static LocalizedText Leads { get; } = new("预警线索", "Leads");
}
