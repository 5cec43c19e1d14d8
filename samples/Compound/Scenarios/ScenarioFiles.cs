namespace CityKit.Samples.Compound.Scenarios;

/// <summary>Full paths of the files that a scenario names.</summary>
internal sealed record ScenarioFiles
{
    public required string Scenario { get; init; }

    public required string Edge { get; init; }

    public required string Rules { get; init; }

    public required string Sensors { get; init; }

    public required string Policy { get; init; }

    public required string Places { get; init; }
}
