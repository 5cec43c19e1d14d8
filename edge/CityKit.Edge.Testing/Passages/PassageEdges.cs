using CityKit.Edge.Detectors.Barriers;

namespace CityKit.Edge.Testing.Passages;

/// <summary>Builds the edges of a passage from dark intervals.</summary>
internal sealed class PassageEdges(long atNanoseconds)
{
    private const long ShortestDark = 50_000;
    private readonly List<PassageEdge> edges = [];

    /// <summary>A dark interval, in seconds after the passage's moment; at least 50 µs.</summary>
    internal void Dark(int beam, double fromSeconds, double toSeconds)
    {
        var from = atNanoseconds + (long)(fromSeconds * 1e9);
        edges.Add(new PassageEdge(beam, true, from));
        edges.Add(new PassageEdge(beam, false, Math.Max(from + ShortestDark, atNanoseconds + (long)(toSeconds * 1e9))));
    }

    internal IReadOnlyList<PassageEdge> InOrder() => [.. edges.OrderBy(e => e.Nanoseconds).ThenBy(e => e.Beam)];
}
