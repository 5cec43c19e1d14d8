using CityKit.Samples.Compound.Driving;

namespace CityKit.Samples.Compound.Commands;

/// <summary>What the user asked for.</summary>
internal sealed record SampleOptions(
    Speed Speed, bool Once, bool Json, string Scenario, string Data, bool Fresh, bool Serve, DriverOptions Driver);
