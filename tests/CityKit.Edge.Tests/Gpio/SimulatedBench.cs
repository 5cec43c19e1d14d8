using CityKit.Edge.Gpio;
using CityKit.Edge.Testing;

namespace CityKit.Edge.Tests.Gpio;

/// <summary>The simulated chip on the conformance suite's bench; its time is moved by the bench.</summary>
internal sealed class SimulatedBench(IReadOnlyList<BenchLine> lines) : ILineBench
{
    private readonly SimulatedChip chip = new(new(1),
        [.. lines.Select(l => new SimulatedLine(l.Name) { Bias = l.Bias, ActiveLow = l.ActiveLow, BufferSize = l.BufferSize })]);

    public ILineSource Source => chip;

    public bool CanUnplug => true;

    public void Drive(int line, bool high)
    {
        var at = chip.Now + 1;
        chip.Drive(line, high, at);
        chip.AdvanceTo(at);
    }

    public void Pass(TimeSpan time) => chip.AdvanceTo(chip.Now + (time.Ticks * TimeSpan.NanosecondsPerTick));

    public void SetPlugged(bool plugged)
    {
        if (!plugged) chip.Unplug();
        for (var line = 0; line < chip.Lines.Count; line++) Drive(line, false); // no edge while it is away
        if (plugged) chip.Plug();
    }

    public void Dispose() => chip.Dispose();
}
