using CityKit.Edge.Detectors.Barriers;

namespace CityKit.Edge.Testing.Passages;

/// <summary>Drops that darken one beam for moments (雨滴).</summary>
/// <param name="Beam">0 = the uppermost beam, and on downwards.</param>
/// <param name="Drops">How many.</param>
public sealed record RainFlicker(int Beam, int Drops) : IPassage
{
    /// <inheritdoc/>
    public IReadOnlyList<PassageEdge> EdgesAt(long atNanoseconds, Random random)
    {
        var edges = new PassageEdges(atNanoseconds);
        var seconds = 0.0;
        for (var i = 0; i < Drops; i++)
        {
            var dark = 0.0005 + 0.0025 * random.NextDouble();
            edges.Dark(Beam, seconds, seconds + dark);
            seconds += dark + 0.03 + 1.5 * random.NextDouble();
        }
        return edges.InOrder();
    }
}
