using CityKit.Edge.Detectors.Barriers;

namespace CityKit.Edge.Testing.Passages;

/// <summary>A ball thrown up from below (向上抛球): up through all beams, and down again.</summary>
/// <param name="TopMetres">Its highest point above the upper beam; over 0.</param>
/// <param name="SpacingMetres">From beam to beam.</param>
public sealed record BallThrownUp(double TopMetres, double SpacingMetres) : IPassage
{
    /// <summary>Its terminal speed in m/s; infinity for no drag.</summary>
    public double TerminalSpeed { get; init; } = double.PositiveInfinity;

    /// <summary>How many beams there are, evenly spaced.</summary>
    public int Beams { get; init; } = 2;

    /// <summary>Its length in metres.</summary>
    public double ObjectMetres { get; init; } = 0.2;

    /// <summary>How wrong the time of each edge may be, in seconds, either way.</summary>
    public double TimingNoise { get; init; }

    /// <summary>The edges; the moment given is that of its highest point.</summary>
    public IReadOnlyList<PassageEdge> EdgesAt(long atNanoseconds, Random random)
    {
        var edges = new PassageEdges(atNanoseconds);
        var fall = new FreeFall(TerminalSpeed);
        for (var beam = 0; beam < Beams; beam++)
        {
            double near = Math.Max(0, TopMetres + beam * SpacingMetres - ObjectMetres / 2),
                far = TopMetres + beam * SpacingMetres + ObjectMetres / 2;
            edges.Dark(beam, Noise(random) - fall.TimeToTop(far), Noise(random) - fall.TimeToTop(near));
            edges.Dark(beam, Noise(random) + fall.TimeFor(near), Noise(random) + fall.TimeFor(far));
        }
        return edges.InOrder();
    }

    private double Noise(Random random) => TimingNoise * (2 * random.NextDouble() - 1);
}
