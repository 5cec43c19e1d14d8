using CityKit.Core;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>The lines of a configuration on a simulated chip, and its channels, moved by script steps. For one driver.</summary>
internal sealed class SimulatedPins
{
    private const long JumpInTest = 20_000_000;
    private const long JumpBetweenTests = 1_000_000_000;
    private const long JumpOfReads = 250_000_000; // the longest between two reads on a device
    private readonly EdgeConfiguration configuration;
    private readonly SimulatedFaults faults = new();
    private readonly bool[] activeLow;
    private readonly string[] tests;
    private readonly bool driven;
    private const long AnswerAfter = 1_000_000;

    /// <summary>Lines at rest: inactive.</summary>
    /// <param name="configuration">The lines.</param>
    /// <param name="boot">The boot whose clock stamps the edges.</param>
    /// <param name="now">That clock.</param>
    internal SimulatedPins(EdgeConfiguration configuration, BootId boot, long now)
    {
        this.configuration = configuration;
        activeLow = [.. configuration.Lines.Select(l => l.ActiveLow)];
        tests = [.. configuration.Sensors.OfType<BarrierOptions>().Select(b => b.EmitterTest?.Output).OfType<string>()];
        driven = configuration.Drives.Count > 0;
        Chip = new SimulatedChip(boot, [.. configuration.Lines.Select(l => l.ToSimulated() with { Level = l.ActiveLow })], now);
        Outputs = [.. configuration.Outputs.Select(output => output.ToSimulated(active => Switched(output.Name, active)))];
        Channels = new SimulatedChannels(configuration.Channels);
        Script = new ScriptParser(Chip.Lines, Channels.Channels, [.. configuration.Sensors.Select(s => s.Sensor.Value)]);
    }

    /// <summary>The chip.</summary>
    internal SimulatedChip Chip { get; }

    /// <summary>The channels.</summary>
    internal SimulatedChannels Channels { get; }

    /// <summary>The configuration's outputs; an emitter test darkens its beams as the real one would.</summary>
    internal IReadOnlyList<IOutputLine> Outputs { get; }

    /// <summary>Notified of an output that was switched, on the loop's thread; nobody unless given.</summary>
    internal Action<string, bool> Wired { get; set; } = (_, _) => { };

    /// <summary>
    /// How far time may jump at once, in nanoseconds, so that beams answer an emitter test and alerts switch outputs in their own time;
    /// null when there are none.
    /// </summary>
    internal long? LongestJump =>
        Outputs.Any(o => o.IsActive && tests.Contains(o.Name)) ? JumpInTest
        : driven ? JumpOfReads
        : tests.Length > 0 ? JumpBetweenTests
        : null;

    /// <summary>Reads steps for these lines and channels.</summary>
    internal ScriptParser Script { get; }

    /// <summary>The configuration's detectors, which can be made to fail.</summary>
    internal IReadOnlyList<Func<IDetector>> Detectors =>
        [.. configuration.Sensors.Select(sensor => (Func<IDetector>)(() => Breakable(sensor.CreateDetector())))];

    /// <summary>Schedules a step from the moment after now.</summary>
    /// <returns>The moment up to which time has to move for it to be over.</returns>
    internal long Schedule(ScriptStep step)
    {
        var now = Chip.Now;
        if (step.What == ScriptAction.Wait) return now + step.For.ToInt64Nanoseconds();
        if (step.What == ScriptAction.Break) faults.Ask(step.Name);
        if (step.What == ScriptAction.Set) Channels.Set(step.Name, step.Read);
        if (step.What is ScriptAction.Break or ScriptAction.Set) return now;
        var line = Chip.Lines.Index().First(l => l.Item == step.Name).Index;
        if (step.What == ScriptAction.Pulse) return SchedulePulses(line, step, now + 1);
        Drive(line, step.What == ScriptAction.On, now + 1);
        return now + 1;
    }

    private void Switched(string output, bool active)
    {
        Darken(output, active);
        Wired(output, active);
    }

    /// <summary>A channel's detector hears no edges, at which it could fail.</summary>
    private IDetector Breakable(IDetector detector) => detector is IChannelDetector ? detector : new BreakableDetector(detector, faults);

    private void Darken(string output, bool dark)
    {
        foreach (var beam in configuration.Sensors.OfType<BarrierOptions>().Where(b => b.EmitterTest?.Output == output)
            .SelectMany(b => b.Lines))
            if (Chip.Lines.Index().First(l => l.Item == beam).Index is var line)
                Chip.DriveAfter(line, dark != activeLow[line], AnswerAfter);
    }

    private long SchedulePulses(int line, ScriptStep step, long first)
    {
        var (length, every) = (step.For.ToInt64Nanoseconds(), step.Every.ToInt64Nanoseconds());
        for (var pulse = 0; pulse < step.Count; pulse++)
        {
            Drive(line, true, first + pulse * every);
            Drive(line, false, first + pulse * every + length);
        }
        return first + (step.Count - 1) * every + length;
    }

    private void Drive(int line, bool active, long at) => Chip.Drive(line, active != activeLow[line], at);
}
