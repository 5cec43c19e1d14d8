using CityKit.Edge.Testing.Passages;

namespace CityKit.Benchmarks.Falls;

/// <summary>What is assumed of falls, or what they are really like when the assumption is wrong.</summary>
/// <param name="Name">For the table.</param>
/// <param name="MostThrow">The fastest downward throw, m/s.</param>
/// <param name="MostOffCentre">How far the middle may sit from what is seen of it, m.</param>
/// <param name="MostNoise">How wrong the time of an edge may be, s.</param>
/// <param name="Spacing">The beams' true distance, m; the detector believes 2 m.</param>
internal sealed record FallPrior(string Name, double MostThrow, double MostOffCentre, double MostNoise, double Spacing)
{
    internal static readonly FallPrior Assumed =
        new("as assumed: thrown at up to 5 m/s, edges within 0.5 ms, off centre by up to 20 mm", 5, 0.02, 0.0005, Bench.Spacing);

    internal static readonly FallPrior[] Wrong =
    [
        new("thrown at 5 to 10 m/s", 10, 0.02, 0.0005, Bench.Spacing),
        new("thrown at 10 to 15 m/s", 15, 0.02, 0.0005, Bench.Spacing),
        new("edges wrong by up to 3 ms", 5, 0.02, 0.003, Bench.Spacing),
        new("off centre by up to 150 mm (long objects that tumble)", 5, 0.15, 0.0005, Bench.Spacing),
        new("beams really 1.9 m apart, not 2 m", 5, 0.02, 0.0005, 1.9),
    ];

    private bool IsAssumed => ReferenceEquals(this, Assumed);

    /// <summary>A fall from a floor's window, 1 m above that floor; floor 1 stands on the ground.</summary>
    internal FallPassage Draw(int floor, Random random)
    {
        var terminal = 10 + 50 * random.NextDouble();
        var thrown = IsAssumed || MostThrow <= 5 ? MostThrow * random.NextDouble() : MostThrow - 5 * random.NextDouble();
        return new FallPassage((floor - 1) * Bench.FloorMetres + 1 - Bench.UpperBeamMetres, Spacing)
        {
            TerminalSpeed = terminal,
            InitialSpeed = Math.Min(thrown, 0.95 * terminal),
            ObjectMetres = 0.05 + 0.35 * random.NextDouble(),
            Tumbling = 0.6 * random.NextDouble(),
            OffCentreMetres = MostOffCentre * random.NextDouble(),
            TimingNoise = MostNoise * random.NextDouble(),
        };
    }
}
