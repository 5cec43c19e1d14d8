using CityKit.Edge.Testing.Passages;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.World;

/// <summary>Turns one happening into edges.</summary>
internal sealed class HappeningPlayer(Scenario scenario, EdgeScript script)
{
    /// <summary>Plays it with its own chance.</summary>
    public void Play(Happening happening, Random chance)
    {
        var at = scenario.ToMonotonic(happening.At);
        if (happening.Passage() is { } passage) Cross(passage.EdgesAt(at, chance), happening.Pair!);
        else Close(happening, at, chance);
    }

    private void Cross(IReadOnlyList<PassageEdge> edges, BarrierPair pair)
    {
        foreach (var edge in edges) script.Set(edge.Beam == 0 ? pair.Upper : pair.Lower, edge.Dark, edge.Nanoseconds);
    }

    /// <summary>A dry contact chatters for a few milliseconds before it stays as it is.</summary>
    private void Close(Happening happening, long at, Random chance)
    {
        var from = at;
        for (var i = 0; i < happening.Bounces; i++)
        {
            var closed = chance.Next(200_000, 900_000);
            script.Pulse(happening.Line!, from, closed);
            from += closed + chance.Next(200_000, 900_000);
        }
        script.Pulse(happening.Line!, from, at + happening.For.ToInt64Nanoseconds() - from);
    }
}
