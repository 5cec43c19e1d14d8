namespace CityKit.Samples.Compound.Scenarios;

/// <summary>A line of the edge's chip and its level at rest.</summary>
internal sealed record ScenarioLine(string Name, bool ActiveAtRest);
