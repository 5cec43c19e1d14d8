using CityKit.Edge.Detectors.Barriers;

namespace CityKit.Edge.Testing.Passages;

/// <summary>One beam that is covered (遮挡): a leaf, a poster, a knocked reflector.</summary>
/// <param name="Beam">0 = the uppermost beam, and on downwards.</param>
/// <param name="DarkSeconds">For how long.</param>
public sealed record StuckBeam(int Beam, double DarkSeconds) : IPassage
{
    /// <inheritdoc/>
    public IReadOnlyList<PassageEdge> EdgesAt(long atNanoseconds, Random random)
    {
        var edges = new PassageEdges(atNanoseconds);
        edges.Dark(Beam, 0, DarkSeconds);
        return edges.InOrder();
    }
}
