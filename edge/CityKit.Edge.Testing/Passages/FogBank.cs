namespace CityKit.Edge.Testing.Passages;

/// <summary>Fog (雾): each beam fades in and out with slow flicker, and is dark in between.</summary>
/// <param name="DarkSeconds">How long all beams are dark.</param>
public sealed record FogBank(double DarkSeconds) : IPassage
{
    /// <summary>How many beams there are.</summary>
    public int Beams { get; init; } = 2;

    /// <inheritdoc/>
    public IReadOnlyList<PassageEdge> EdgesAt(long atNanoseconds, Random random)
    {
        var edges = new PassageEdges(atNanoseconds);
        for (var beam = 0; beam < Beams; beam++)
        {
            var begin = Fade(beam, 20 * random.NextDouble(), edges, random);
            var end = begin + 60 + DarkSeconds;
            edges.Dark(beam, begin, end);
            Fade(beam, end + Gap(random), edges, random);
        }
        return edges.InOrder();
    }

    private static double Fade(int beam, double seconds, PassageEdges edges, Random random)
    {
        for (var i = random.Next(4); i > 0; i--)
        {
            var dark = 0.4 + 2 * random.NextDouble();
            edges.Dark(beam, seconds, seconds + dark);
            seconds += dark + Gap(random);
        }
        return seconds;
    }

    private static double Gap(Random random) => 0.2 + random.NextDouble();
}
