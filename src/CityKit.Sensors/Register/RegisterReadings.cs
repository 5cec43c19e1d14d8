using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>
/// Turns what registers show (表底数, cumulative) into what went through between two reads. One wrong value counts nothing: it is in doubt
/// until the next ones
/// refute or confirm it. A register of another period (a meter that was exchanged) is another register. Not thread-safe; one owner.
/// </summary>
public sealed class RegisterReadings
{
    /// <summary>So many readings in a row, each following from the one before, make a doubtful value the new base.</summary>
    public const int NewBaseReadings = RegisterTrack.NewBaseReadings;

    private readonly SortedDictionary<(SensorKey Key, Instant From), RegisterTrack> registers = [];

    private readonly HashSet<(SensorKey Key, Instant From)> changed = [];

    /// <summary>How many readings were ignored: duplicates, out of order, impossible, contradicting.</summary>
    public long Ignored { get; private set; }

    internal IReadOnlyDictionary<(SensorKey Key, Instant From), RegisterTrack> Registers => registers;

    /// <summary>Takes the next reading of a register, or a correction of an earlier one.</summary>
    /// <param name="sensor">The register's entry that counts at that time.</param>
    /// <param name="readAt">When it was read.</param>
    /// <param name="shown">What it showed, in the smallest unit.</param>
    /// <param name="isEstimate">Whether the utility estimated it; an estimate never replaces a reading that was made.</param>
    public RegisterStep Read(Sensor sensor, Instant readAt, long shown, bool isEstimate = false)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        changed.Add((sensor.Key, sensor.ValidFrom));
        var step = TrackOf(sensor).Read(sensor, new RegisterValue(readAt, shown, isEstimate));
        if (step.Kind is RegisterStepKind.Duplicate or RegisterStepKind.OutOfOrder or RegisterStepKind.Impossible or RegisterStepKind.Misfit or RegisterStepKind.Outranked) Ignored++;
        return step;
    }

    /// <summary>Writes what it remembers. The same state gives the same bytes.</summary>
    public void Save(IBufferWriter<byte> buffer) => RegisterState.Save(this, buffer);

    /// <summary>Takes over what was saved, in place of everything remembered.</summary>
    /// <returns>What is wrong with the bytes; null when all is well.</returns>
    public WireError? Load(ReadOnlySpan<byte> state)
    {
        registers.Clear();
        var wrong = RegisterState.Load(state, registers, out var ignored);
        Ignored = ignored;
        return wrong;
    }

    /// <summary>
    /// The registers whose state changed since this was last asked, by their keys; the bytes are read back by <see cref="LoadOne"/>. The
    /// count of ignored readings is not in them.
    /// </summary>
    public IEnumerable<(string Key, ReadOnlyMemory<byte> Bytes)> TakeChanged()
    {
        if (changed.Count == 0) return [];
        var taken = changed.Where(registers.ContainsKey).Order().ToArray();
        changed.Clear();
        return taken.Select(key => ($"{key.Key}/{key.From.ToUnixTimeTicks()}", RegisterState.SaveOne(key.Key, key.From, registers[key])));
    }

    /// <summary>Takes over the state of one register.</summary>
    /// <returns>What is wrong with the bytes; null when all is well.</returns>
    public WireError? LoadOne(ReadOnlySpan<byte> state) => RegisterState.LoadOne(state, registers);

    /// <summary>Says that every register is to be saved again.</summary>
    public void TouchAll() => changed.UnionWith(registers.Keys);

    /// <summary>A state of the first version does not know periods: its register is the one that is read next.</summary>
    private RegisterTrack TrackOf(Sensor sensor)
    {
        var key = (sensor.Key, sensor.ValidFrom);
        if (registers.TryGetValue(key, out var track)) return track;
        if (registers.Remove((sensor.Key, Instant.MinValue), out var old) && sensor.IsValidAt(old.Readings[^1].At)) track = old;
        return registers[key] = track ?? new RegisterTrack();
    }
}
