using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Crash.Tests;

/// <summary>The sample's own scenario: what newcomers see is what is killed.</summary>
internal static class TestScenario
{
    internal static Scenario Read() => ScenarioReader.Read(Path.Combine(AppContext.BaseDirectory, "Data", "scenario.json"));
}
