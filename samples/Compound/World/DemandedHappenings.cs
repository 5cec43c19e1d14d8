using CityKit.Samples.Compound.Scenarios;
using NodaTime;

namespace CityKit.Samples.Compound.World;

/// <summary>What happens at the pins when somebody at the desk lets it.</summary>
internal static class DemandedHappenings
{
    private const string Camera = "fall-camera";
    private const string SmokeLine = "smoke";

    /// <summary>From a moment on; what the scenario has no lines for does not happen.</summary>
    public static IEnumerable<Happening> Of(Demand demand, Scenario scenario, Instant at) =>
        All(demand, scenario, at).Where(happening => happening.Line is null || scenario.Lines.Any(line => line.Name == happening.Line));

    private static IEnumerable<Happening> All(Demand demand, Scenario scenario, Instant at) => demand switch
    {
        Demand.Object =>
            [.. scenario.Pairs.Values.Take(1).Select(pair => Fall(pair, at)),
                Contact(Camera, at + Duration.FromSeconds(1), Duration.FromSeconds(2), bounces: 0)],
        Demand.Smoke => [Contact(SmokeLine, at, Duration.FromMinutes(2), bounces: 6)],
        _ => [],
    };

    private static Happening Fall(BarrierPair pair, Instant at) => new()
    {
        What = HappeningKind.Fall, At = at, Pair = pair, DropMetres = 15, TerminalMetresPerSecond = 40, LengthMetres = 0.2,
        NoiseMicroseconds = 100,
    };

    private static Happening Contact(string line, Instant at, Duration length, int bounces) =>
        new() { What = HappeningKind.Contact, At = at, Line = line, For = length, Bounces = bounces };
}
