using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Loop;

/// <summary>A detector in its place: the lines it hears, how to restart it, and the state last committed.</summary>
internal sealed class DetectorSlot
{
    private const int MaxState = 4 * 1024;
    private readonly Func<IDetector> make;
    private readonly int[] lines;
    private byte[] saved = [];

    /// <exception cref="ArgumentException">The detector names a line that the source does not have.</exception>
    internal DetectorSlot(Func<IDetector> make, IReadOnlyList<string> sourceLines)
    {
        this.make = make;
        Detector = make();
        Sensor = Detector.Sensor;
        lines = [.. Detector.Lines.Select(name => IndexOf(name, sourceLines))];
    }

    internal IDetector Detector { get; private set; }

    internal SensorName Sensor { get; }

    internal string StateKey => "detector/" + Sensor.Value;

    /// <summary>Until when it is left alone after failing again soon after it was restarted; null when it is heard.</summary>
    internal long? DeafUntil { get; set; }

    /// <summary>When it last failed.</summary>
    internal long? FailedAt { get; set; }

    /// <summary>
    /// Since when it lacks a line, because a chip is away; null when it has all. Nothing is asked of it meanwhile: what it would say of
    /// lines it cannot see is no measurement.
    /// </summary>
    internal long? BlindSince { get; set; }

    /// <summary>When it wants time to pass: its own timer, or the end of its deafness.</summary>
    internal long? Due => BlindSince is not null ? null : DeafUntil ?? Detector.Due;

    /// <summary>The earliest stamp still to come; null when nothing is open.</summary>
    internal long? OpenSince => DeafUntil is null && BlindSince is null ? Detector.OpenSince : null;

    /// <summary>True when it was called since its state was last asked for.</summary>
    internal bool Touched { get; set; }

    /// <summary>The detector's own number of a line of the source; −1 when it does not listen to it.</summary>
    internal int LineOf(int sourceLine) => Array.IndexOf(lines, sourceLine);

    /// <summary>True when it listens to any line of the source that is away.</summary>
    internal bool LacksLine(LineMemory memory) => Array.Exists(lines, memory.IsAway);

    /// <summary>The detector's own number of a channel; −1 when it does not listen to it.</summary>
    internal int ChannelOf(string channel)
    {
        if (Detector is not Channels.IChannelDetector { Channels: var names }) return -1;
        for (var i = 0; i < names.Count; i++)
            if (names[i] == channel) return i;
        return -1;
    }

    internal bool[] Levels(ReadOnlySpan<bool> sourceLevels)
    {
        var levels = new bool[lines.Length];
        for (var i = 0; i < lines.Length; i++) levels[i] = sourceLevels[lines[i]];
        return levels;
    }

    /// <summary>Forgets everything it knew.</summary>
    internal void BeginAnew() => Detector = make();

    /// <returns>What is wrong with the state; null when it was taken back.</returns>
    internal WireError? Load(byte[] state)
    {
        var reader = new WireReader(state);
        Detector.Load(ref reader);
        if (reader.Error is null) saved = state;
        return reader.Error;
    }

    /// <summary>The state, when it differs from the one last taken.</summary>
    internal byte[]? TakeChanged()
    {
        if (!Touched) return null;
        Touched = false;
        Span<byte> buffer = stackalloc byte[MaxState];
        var writer = new WireWriter(buffer);
        Detector.Save(ref writer);
        if (writer.Written.SequenceEqual(saved)) return null;
        return saved = writer.Written.ToArray();
    }

    private int IndexOf(string name, IReadOnlyList<string> sourceLines)
    {
        for (var i = 0; i < sourceLines.Count; i++)
            if (sourceLines[i] == name) return i;
        throw new ArgumentException(
            $"Sensor '{Sensor}' listens to line '{name}', which the source does not have; it has {string.Join(", ", sourceLines)}. "
                + $"线路“{name}”不存在。");
    }
}
