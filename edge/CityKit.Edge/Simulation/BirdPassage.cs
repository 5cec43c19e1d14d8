namespace CityKit.Edge.Simulation;

/// <summary>A bird that crosses both beams at an even speed (鸟): far slower than a fall, or upwards.</summary>
/// <param name="SpacingMetres">Between the beams.</param>
/// <param name="MetresPerSecond">How fast it crosses; over 0.</param>
/// <param name="Upward">True when it crosses the lower beam first.</param>
public sealed record BirdPassage(double SpacingMetres, double MetresPerSecond, bool Upward) : IPassage
{
    /// <summary>Its length in metres.</summary>
    public double ObjectMetres { get; init; } = 0.2;

    /// <inheritdoc/>
    public IReadOnlyList<PassageEdge> EdgesAt(long atNanoseconds, Random random)
    {
        var edges = new PassageEdges(atNanoseconds);
        double dark = ObjectMetres / MetresPerSecond, between = SpacingMetres / MetresPerSecond;
        edges.Dark(Upward ? 1 : 0, 0, dark);
        edges.Dark(Upward ? 0 : 1, between, between + dark);
        return edges.InOrder();
    }
}
