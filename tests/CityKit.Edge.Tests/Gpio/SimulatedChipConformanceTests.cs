using CityKit.Edge.Testing;

namespace CityKit.Edge.Tests.Gpio;

public sealed class SimulatedChipConformanceTests
{
    private static readonly LineSourceConformance Suite = new(lines => new SimulatedBench(lines));

    public static TheoryData<string> Promises => [.. Suite.Checks.Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Promises))]
    public void SimulatedChip_KeepsThePromise(string promise) => Suite.Checks.Single(check => check.Name == promise).Run();
}
