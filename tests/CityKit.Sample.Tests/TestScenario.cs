using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Sample.Tests;

/// <summary>The sample's own scenario.</summary>
internal static class TestScenario
{
    internal static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "scenario.json");

    internal static Scenario Read() => ScenarioReader.Read(Path);
}
