using CityKit.Core;

namespace CityKit.Benchmarks.Falls;

/// <summary>What came of the falls past one rig under one prior.</summary>
internal sealed class RigResult
{
    private readonly List<(double Drop, double Bound, double Steady)> told = [];

    internal int Falls { get; private set; }

    internal int Detected => told.Count;

    internal int Covered => told.Count(t => t.Bound <= t.Drop);

    internal int SteadyCovered => told.Count(t => t.Steady <= t.Drop);

    internal int TopTold { get; private set; }

    internal int TopRight { get; private set; }

    internal int TerminalTold { get; private set; }

    internal int TerminalRight { get; private set; }

    internal void Add(Output output, RigFall fall)
    {
        Falls++;
        if (output.Detections.Count == 0) return;
        var (fields, bound) = (output.Last, output.Detections[^1].LeastDrop / 1e3);
        told.Add((fall.Drop, bound, (fields.NumberOf("steadyMinDropMm") ?? output.Detections[^1].LeastDrop) / 1e3));
        if (IsIn(fields, "top", fall.Passage.SpeedAtTop) is { } top) (TopTold, TopRight) = (TopTold + 1, TopRight + (top ? 1 : 0));
        if (IsIn(fields, "terminal", fall.Passage.TerminalSpeed) is { } terminal)
            (TerminalTold, TerminalRight) = (TerminalTold + 1, TerminalRight + (terminal ? 1 : 0));
    }

    /// <summary>The middle of bound / true drop.</summary>
    internal double MedianShare(bool steady)
    {
        var shares = told.Select(t => (steady ? t.Steady : t.Bound) / t.Drop).Order().ToList();
        return shares.Count == 0 ? 0 : shares[shares.Count / 2];
    }

    /// <summary>The middle bound of the drops around one, by steps of 8 m.</summary>
    internal IEnumerable<(double Drop, double Bound)> Medians(bool steady) =>
        told.GroupBy(t => (int)(t.Drop / 8)).Where(g => g.Count() >= 20).OrderBy(g => g.Key)
            .Select(g => (g.Key * 8 + 4.0, g.Select(t => steady ? t.Steady : t.Bound).Order().ElementAt(g.Count() / 2)));

    private static bool? IsIn(EventFields fields, string name, double truth) =>
        fields.NumberOf(name + "LeastMmS") is { } least ? least <= 1e3 * truth && fields.NumberOf(name + "MostMmS") >= 1e3 * truth : null;
}
