using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.World;

/// <summary>Everything that happens at the pins during a scenario, as edges: the same for every kind of line source.</summary>
internal sealed record Scene(IReadOnlyList<string> Lines, IReadOnlyList<bool> Rest, IReadOnlyList<WorldEdge> Edges)
{
    /// <summary>The levels at a moment, edges at that moment included.</summary>
    public bool[] LevelsAt(long nanoseconds)
    {
        var levels = Rest.ToArray();
        foreach (var edge in Edges.TakeWhile(e => e.Nanoseconds <= nanoseconds)) levels[edge.Line] = edge.Active;
        return levels;
    }

    /// <summary>Plays the scenario's happenings and its water.</summary>
    public static Scene Of(Scenario scenario)
    {
        string[] lines = [.. scenario.Lines.Select(l => l.Name)];
        bool[] rest = [.. scenario.Lines.Select(l => l.ActiveAtRest)];
        var script = new EdgeScript(lines, rest);
        var happenings = new HappeningPlayer(scenario, script);
        for (var i = 0; i < scenario.Happenings.Count; i++) happenings.Play(scenario.Happenings[i], new Random(HashCode(scenario.Seed, i)));
        if (scenario.Water is { } water) new WaterPlayer(scenario, water).Play(script);
        return new Scene(lines, rest, script.Build(after: 0));
    }

    /// <summary>Edges of what happens beside the script, from lines at rest.</summary>
    public static IReadOnlyList<WorldEdge> Beside(Scenario scenario, IEnumerable<Happening> happenings)
    {
        var script = new EdgeScript([.. scenario.Lines.Select(l => l.Name)], [.. scenario.Lines.Select(l => l.ActiveAtRest)]);
        var player = new HappeningPlayer(scenario, script);
        foreach (var happening in happenings)
            player.Play(happening, new Random(HashCode(scenario.Seed, (int)happening.At.ToUnixTimeSeconds())));
        return script.Build(after: 0);
    }

    /// <summary>Each happening has its own chance, so that adding one changes no other.</summary>
    private static int HashCode(int seed, int index) => unchecked(seed * 31 + index * 7919);
}
