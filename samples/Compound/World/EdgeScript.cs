namespace CityKit.Samples.Compound.World;

/// <summary>
/// Collects what lines do, in any order, and hands it out as edges in time order. A level that a line already has is no edge.
/// </summary>
internal sealed class EdgeScript(IReadOnlyList<string> lines, IReadOnlyList<bool> rest)
{
    private readonly List<(WorldEdge Edge, int Order)> edges = [];

    /// <summary>The line takes this level then.</summary>
    public void Set(string line, bool active, long nanoseconds) =>
        edges.Add((new WorldEdge(IndexOf(line), active, nanoseconds), edges.Count));

    /// <summary>The line leaves its level at rest for a while.</summary>
    public void Pulse(string line, long from, long length)
    {
        var active = !rest[IndexOf(line)];
        Set(line, active, from);
        Set(line, !active, from + length);
    }

    /// <summary>All edges after <paramref name="after"/>, by time and line.</summary>
    public IReadOnlyList<WorldEdge> Build(long after)
    {
        var levels = rest.ToArray();
        var built = new List<WorldEdge>(edges.Count);
        foreach (var (edge, _) in edges.Where(e => e.Edge.Nanoseconds > after).OrderBy(e => e.Edge.Nanoseconds).ThenBy(e => e.Edge.Line)
            .ThenBy(e => e.Order))
        {
            if (levels[edge.Line] == edge.Active) continue;
            levels[edge.Line] = edge.Active;
            built.Add(edge);
        }
        return built;
    }

    private int IndexOf(string line)
    {
        for (var i = 0; i < lines.Count; i++)
            if (lines[i] == line) return i;
        throw new ArgumentException($"There is no line '{line}'; there are {string.Join(", ", lines)}. 没有这条线路。", nameof(line));
    }
}
