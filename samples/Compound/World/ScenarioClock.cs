using CityKit.Core;
using CityKit.Edge.Loop;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.World;

/// <summary>The device's wall clock in the scenario: always right, and as far as the lines' own time.</summary>
internal sealed class ScenarioClock(Scenario scenario, SceneSource source) : IWallClock
{
    /// <inheritdoc/>
    public WallTime Read() => new(scenario.FromMonotonic(source.Lines.Now), ClockQuality.Synchronized);
}
