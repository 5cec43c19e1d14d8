using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Channels;
using NodaTime;

namespace CityKit.Edge.Detectors.Meters;

/// <summary>
/// Reports a measured value (测量值检测) as a Reading when it left the deadband around the last one reported, when a threshold was crossed (with
/// the field <c>level</c>: high, low, normal), and at least every so often. A channel that cannot be read is a Fault with its reason, over
/// when it is read again.
/// </summary>
internal sealed class ChannelReadingDetector : IChannelDetector
{
    private const string Tag = "channel";
    private const int Normal = 1;
    private static readonly string[] Levels = ["low", "normal", "high"];
    private readonly ChannelReadingOptions options;
    private readonly long atLeastEvery;
    private readonly ChannelHealth health = new();
    private long? toldAt;
    private long told;
    private long level = Normal;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ChannelReadingDetector(ChannelReadingOptions options)
    {
        this.options = options;
        (Sensor, Lines, Channels) = (options.Sensor, options.Lines, [options.Channel]);
        atLeastEvery = Durations.Checked(options.AtLeastEvery, Duration.FromSeconds(1), Duration.FromDays(1), nameof(options.AtLeastEvery));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Deadband);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Hysteresis);
        if (options.Low >= options.High)
            throw new ArgumentException($"low ({options.Low}) must be below high ({options.High}). 下限须小于上限。", nameof(options));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <summary>None: samples come at their rate.</summary>
    public long? Due => null;

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => toldAt = null;

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output) =>
        throw new InvalidOperationException("It has no lines.");

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        // Samples come at their rate; nothing waits.
    }

    /// <summary>The next value is reported whatever it is.</summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) => toldAt = null;

    /// <inheritdoc/>
    public void OnSample(int channel, ChannelRead read, long nanoseconds, IDetectorOutput output)
    {
        if (!health.Take(read, nanoseconds, output)) return;
        var next = LevelOf(read.Value);
        var isDue = toldAt is not { } before || nanoseconds - before >= atLeastEvery;
        if (!isDue && next == level && !HasLeft(read.Value)) return;
        var fields = next == level ? null : EventFields.Of(new EventField("level", Levels[next]));
        (toldAt, told, level) = (nanoseconds, read.Value, next);
        output.Add(EventKind.Reading, nanoseconds, read.Value, fields: fields);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 4);
        writer.WriteOptional(toldAt);
        writer.WriteInt64(told);
        writer.WriteInt64(level);
        health.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 4);
        var state = (At: reader.ReadOptionalTime(), Told: reader.ReadInt64(), Level: reader.ReadTime(),
            Problem: ChannelHealth.Load(ref reader));
        if (state.Level > 2) reader.Reject(0, new($"级别 {state.Level}", $"level {state.Level}"), WireError.Between(0, 2));
        if (reader.Error is not null) return;
        (toldAt, told, level) = (state.At, state.Told, state.Level);
        health.Restore(state.Problem);
    }

    private bool HasLeft(long value) => options.Deadband == 0 || Int128.Abs((Int128)value - told) > options.Deadband;

    private long LevelOf(long value)
    {
        if (options.High is { } high && (value >= high || (level == 2 && value > (Int128)high - options.Hysteresis))) return 2;
        if (options.Low is { } low && (value <= low || (level == 0 && value < (Int128)low + options.Hysteresis))) return 0;
        return Normal;
    }
}
