using CityKit.Core;
using CityKit.Edge.Configuration;
using CityKit.Edge.Gpio;

namespace CityKit.Samples.Compound.World;

/// <summary>Makes line sources that play a scene; both kinds give the same edges, and their owner moves time.</summary>
internal sealed class SceneSource
{
    // One boot for the whole scenario: what restarts is a process, never the device.
    private static readonly BootId Boot = BootId.Parse("c17e0000000000000000000000000001");

    private readonly Action<long> advance;
    private readonly Action<WorldEdge> drive;

    private SceneSource(ILineSource lines, Action<long> advance, Action<WorldEdge> drive) =>
        (Lines, this.advance, this.drive) = (lines, advance, drive);

    /// <summary>The lines.</summary>
    public ILineSource Lines { get; }

    /// <summary>A chip as the kernel simulates it, switched on at a moment: what was before is gone.</summary>
    public static SceneSource Chip(Scene scene, EdgeConfiguration edge, long now)
    {
        var levels = scene.LevelsAt(now);
        SimulatedLine[] lines = [.. scene.Lines.Select((name, i) => Wired(Line(edge, name), levels[i]))];
        var chip = new SimulatedChip(Boot, lines, now);
        var source = new SceneSource(chip, chip.AdvanceTo, e => chip.Drive(e.Line, e.Active != lines[e.Line].ActiveLow, e.Nanoseconds));
        source.Add(scene.Edges);
        return source;
    }

    /// <summary>A recording of the whole scene, which a reader can rewind.</summary>
    public static SceneSource Recorded(Scene scene)
    {
        var recorded = new RecordedLineSource(Boot, scene.Lines, scene.Edges.Select(e => new RecordedEdge(e.Line, e.Active, e.Nanoseconds)),
            0, scene.Rest);
        return new SceneSource(recorded, recorded.AdvanceTo,
            _ => throw new NotSupportedException("A recording takes nothing more. 录制的场景不能追加事件。"));
    }

    /// <summary>Adds what happens later; what is past already does not happen.</summary>
    /// <exception cref="NotSupportedException">It is a recording.</exception>
    public void Add(IEnumerable<WorldEdge> edges)
    {
        foreach (var edge in edges.Where(e => e.Nanoseconds > Lines.Now)) drive(edge);
    }

    /// <summary>Moves time; edges up to then are due.</summary>
    public void AdvanceTo(long nanoseconds) => advance(nanoseconds);

    private static SimulatedLine Line(EdgeConfiguration edge, string name) => edge.Lines.First(l => l.Name == name).ToSimulated();

    private static SimulatedLine Wired(SimulatedLine line, bool active) => line with { Level = active != line.ActiveLow };
}
