using CityKit.Edge.Testing.Passages;

namespace CityKit.Benchmarks.Falls;

/// <summary>Something that is no fall, and how often it is assumed to pass in a year.</summary>
/// <param name="Name">For the table.</param>
/// <param name="PerYear">Passages a year at one pair of barriers; an assumption, stated.</param>
/// <param name="Draw">One of them.</param>
internal sealed record Disturber(string Name, double PerYear, Func<Random, IPassage> Draw)
{
    internal static readonly Disturber[] All =
    [
        new("bird, downwards (0.6 to 4.5 m/s)", 2_000, r => new BirdPassage(Bench.Spacing, 0.6 + 3.9 * r.NextDouble(), Upward: false)
            { ObjectMetres = 0.1 + 0.3 * r.NextDouble() }),
        new("swallow, diving (4 to 12 m/s)", 50, r => new BirdPassage(Bench.Spacing, 4 + 8 * r.NextDouble(), Upward: false)
            { ObjectMetres = 0.15 + 0.05 * r.NextDouble() }),
        new("bird, upwards (0.6 to 9.6 m/s)", 2_000, r => new BirdPassage(Bench.Spacing, 0.6 + 9 * r.NextDouble(), Upward: true)
            { ObjectMetres = 0.1 + 0.3 * r.NextDouble() }),
        new("leaf, paper (0.5 to 3 m/s)", 20_000, r => new BirdPassage(Bench.Spacing, 0.5 + 2.5 * r.NextDouble(), Upward: false)
            { ObjectMetres = 0.03 + 0.12 * r.NextDouble() }),
        new("raindrop through both beams (1 to 5 mm)", 100_000, r => Stone(0.001 + 0.004 * r.NextDouble(), 9)),
        new("hailstone through both beams (5 to 15 mm)", 2_000, r => Stone(0.005 + 0.01 * r.NextDouble(), 14)),
        new("hailstone through both beams (20 to 40 mm)", 20, r => Stone(0.02 + 0.02 * r.NextDouble(), 22)),
        new("laundry that hangs down (10 s to 2 h in one beam)", 500, r => new StuckBeam(r.Next(2), 10 + 7_190 * r.NextDouble())),
        new("cleaning gondola (1 to 2 m long, 0.1 to 0.3 m/s)", 20, r =>
            new BirdPassage(Bench.Spacing, 0.1 + 0.2 * r.NextDouble(), Upward: r.Next(2) == 0) { ObjectMetres = 1 + r.NextDouble() }),
        new("ball thrown up (0.5 to 9.5 m above the upper beam)", 100, r => new BallThrownUp(0.5 + 9 * r.NextDouble(), Bench.Spacing)
            { TerminalSpeed = 15 + 30 * r.NextDouble(), TimingNoise = 0.0004 * r.NextDouble() }),
        new("fog bank (3 min to 2 h)", 60, r => new FogBank(200 + 7_000 * r.NextDouble())),
    ];

    /// <summary>Fallen from the clouds: at its terminal speed.</summary>
    private static FallPassage Stone(double metres, double terminal) => new(500, Bench.Spacing)
        { ObjectMetres = metres, TerminalSpeed = terminal };
}
