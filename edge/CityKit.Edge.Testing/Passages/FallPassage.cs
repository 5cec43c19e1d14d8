using CityKit.Edge.Detectors.Barriers;

namespace CityKit.Edge.Testing.Passages;

/// <summary>An object that falls through all beams (坠物), by <see cref="FreeFall"/>.</summary>
/// <param name="DropMetres">From its release to the upper beam; over 0.</param>
/// <param name="SpacingMetres">Between the first two beams.</param>
public sealed record FallPassage(double DropMetres, double SpacingMetres) : IPassage
{
    /// <summary>From the second beam to the third, and on; none for two beams.</summary>
    public IReadOnlyList<double> MoreSpacingMetres { get; init; } = [];

    /// <summary>Its terminal speed in m/s; infinity for no drag.</summary>
    public double TerminalSpeed { get; init; } = double.PositiveInfinity;

    /// <summary>Its greatest length in metres.</summary>
    public double ObjectMetres { get; init; } = 0.2;

    /// <summary>The downward speed it was thrown with, in m/s; below the terminal speed.</summary>
    public double InitialSpeed { get; init; }

    /// <summary>How much shorter it may look when it tumbles; 0 to 0.9 of its length.</summary>
    public double Tumbling { get; init; }

    /// <summary>How far its middle may sit from the middle of what is seen of it, in metres, either way.</summary>
    public double OffCentreMetres { get; init; }

    /// <summary>How wrong the time of each edge may be, in seconds, either way.</summary>
    public double TimingNoise { get; init; }

    /// <summary>The true mean speed between the first and the last beam, in m/s.</summary>
    public double MeanSpeed => Height / (TimeFor(DropMetres + Height) - TimeFor(DropMetres));

    /// <summary>The true speed at the first beam, in m/s.</summary>
    public double SpeedAtTop => Fall.SpeedAfter(Fall.DropFor(InitialSpeed) + DropMetres);

    private FreeFall Fall => new(TerminalSpeed);

    private double Height => SpacingMetres + MoreSpacingMetres.Sum();

    /// <inheritdoc/>
    public IReadOnlyList<PassageEdge> EdgesAt(long atNanoseconds, Random random)
    {
        var edges = new PassageEdges(atNanoseconds);
        Cross(0, DropMetres, edges, random);
        Cross(1, DropMetres + SpacingMetres, edges, random);
        for (var i = 0; i < MoreSpacingMetres.Count; i++)
            Cross(2 + i, DropMetres + SpacingMetres + MoreSpacingMetres.Take(i + 1).Sum(), edges, random);
        return edges.InOrder();
    }

    private void Cross(int beam, double metres, PassageEdges edges, Random random)
    {
        var seen = ObjectMetres * (1 - Tumbling * random.NextDouble());
        var middle = metres + OffCentreMetres * Either(random);
        var from = TimeFor(Math.Max(0, middle - seen / 2)) - TimeFor(DropMetres) + TimingNoise * Either(random);
        var to = TimeFor(middle + seen / 2) - TimeFor(DropMetres) + TimingNoise * Either(random);
        edges.Dark(beam, from, to);
    }

    private double TimeFor(double metres) => Fall.TimeFor(metres, InitialSpeed);

    private static double Either(Random random) => 2 * random.NextDouble() - 1;
}
