using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Engine;

/// <summary>What was found in a state: the watches that took theirs over, and the open alerts of those that are gone.</summary>
internal sealed record RuleStateFound(List<AlertId> Orphans)
{
    internal List<Watch> Watches { get; } = [];

    /// <summary>The stretches of windows that are gone.</summary>
    internal List<(string Rule, long ValidFrom, long Number)> Stretches { get; } = [];
}
