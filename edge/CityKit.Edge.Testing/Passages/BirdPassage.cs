namespace CityKit.Edge.Testing.Passages;

/// <summary>A bird that crosses all beams at an even speed (鸟): far slower than a fall, or upwards.</summary>
/// <param name="SpacingMetres">From beam to beam.</param>
/// <param name="MetresPerSecond">How fast it crosses; over 0.</param>
/// <param name="Upward">True when it crosses the lowest beam first.</param>
public sealed record BirdPassage(double SpacingMetres, double MetresPerSecond, bool Upward) : IPassage
{
    /// <summary>Its length in metres.</summary>
    public double ObjectMetres { get; init; } = 0.2;

    /// <summary>How many beams there are, evenly spaced.</summary>
    public int Beams { get; init; } = 2;

    /// <inheritdoc/>
    public IReadOnlyList<PassageEdge> EdgesAt(long atNanoseconds, Random random)
    {
        var edges = new PassageEdges(atNanoseconds);
        double dark = ObjectMetres / MetresPerSecond, between = SpacingMetres / MetresPerSecond;
        for (var i = 0; i < Beams; i++) edges.Dark(Upward ? Beams - 1 - i : i, i * between, i * between + dark);
        return edges.InOrder();
    }
}
