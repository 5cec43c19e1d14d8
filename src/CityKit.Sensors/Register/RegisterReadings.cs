using System.Buffers;
using CityKit.Core;
using CityKit.Core.Checkpoints;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>
/// Turns what registers show (表底数, cumulative) into what went through between two reads. One wrong value counts nothing: it is in doubt
/// until the next ones refute or confirm it. A register of another period (a meter that was exchanged) is another register. Not
/// thread-safe; one owner.
/// </summary>
public sealed class RegisterReadings
{
    /// <summary>So many readings in a row, each following from the one before, make a doubtful value the new base.</summary>
    public const int NewBaseReadings = RegisterTrack.NewBaseReadings;

    private readonly SortedDictionary<(SensorKey Key, Instant From), RegisterTrack> registers = [];

    private readonly ChangedPieces<(SensorKey Key, Instant From)> changes;

    private readonly Func<string, ReadOnlyMemory<byte>>? cells;

    /// <summary>Registers of which nothing is known, or whose state is read when they are first asked for.</summary>
    /// <param name="cells">The bytes that <see cref="Changes"/> last gave for a key, empty for none; null to start again.</param>
    public RegisterReadings(Func<string, ReadOnlyMemory<byte>>? cells = null)
    {
        this.cells = cells;
        changes = new ChangedPieces<(SensorKey Key, Instant From)>(Write);
    }

    /// <summary>How many readings were ignored: duplicates, out of order, impossible, contradicting.</summary>
    public long Ignored { get; private set; }

    /// <summary>
    /// The registers whose state changed, to be stored bit by bit while readings go on; the bytes are read back by <see cref="LoadOne"/>.
    /// The count of ignored readings is not in them.
    /// </summary>
    public FrozenPieces Changes => changes;

    internal IReadOnlyDictionary<(SensorKey Key, Instant From), RegisterTrack> Registers => registers;

    /// <summary>Takes the next reading of a register, or a correction of an earlier one.</summary>
    /// <param name="sensor">The register's entry that counts at that time.</param>
    /// <param name="readAt">When it was read.</param>
    /// <param name="shown">What it showed, in the smallest unit.</param>
    /// <param name="isEstimate">Whether the utility estimated it; an estimate never replaces a reading that was made.</param>
    public RegisterStep Read(Sensor sensor, Instant readAt, long shown, bool isEstimate = false)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        changes.Changing((sensor.Key, sensor.ValidFrom));
        var step = TrackOf(sensor).Read(sensor, new RegisterValue(readAt, shown, isEstimate));
        if (step.Kind is RegisterStepKind.Duplicate or RegisterStepKind.OutOfOrder or RegisterStepKind.Impossible or RegisterStepKind.Misfit
            or RegisterStepKind.Outranked)
            Ignored++;
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

    /// <summary>Takes over the state of one register.</summary>
    /// <returns>What is wrong with the bytes; null when all is well.</returns>
    public WireError? LoadOne(ReadOnlySpan<byte> state) => RegisterState.LoadOne(state, registers);

    /// <summary>Whether a register's state is in memory, so that nothing is read for it.</summary>
    public bool HasRead(Sensor sensor)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        return registers.ContainsKey((sensor.Key, sensor.ValidFrom));
    }

    /// <summary>The keys that its state may be stored under: its own, and that of versions that did not know periods.</summary>
    public static IEnumerable<string> KeysOf(Sensor sensor)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        return [KeyOf((sensor.Key, sensor.ValidFrom)), KeyOf((sensor.Key, Instant.MinValue))];
    }

    /// <summary>Says that every register is to be saved again.</summary>
    public void TouchAll()
    {
        foreach (var key in registers.Keys) changes.Changing(key);
    }

    private StatePiece[] Write((SensorKey Key, Instant From) register) => [new StatePiece(KeyOf(register),
        registers.TryGetValue(register, out var track) ? RegisterState.SaveOne(register.Key, register.From, track) : default)];

    /// <summary>A state of the first version does not know periods: its register is the one that is read next.</summary>
    private RegisterTrack TrackOf(Sensor sensor)
    {
        var key = (sensor.Key, sensor.ValidFrom);
        var track = Find(key);
        if (track is not null) return track;
        if (TakeOld(sensor.Key) is { } old && sensor.IsValidAt(old.Readings[^1].At)) track = old;
        return registers[key] = track ?? new RegisterTrack();
    }

    private static string KeyOf((SensorKey Key, Instant From) register) => $"{register.Key}/{register.From.ToUnixTimeTicks()}";

    private RegisterTrack? Find((SensorKey Key, Instant From) register)
    {
        if (!registers.ContainsKey(register) && cells?.Invoke(KeyOf(register)) is { IsEmpty: false } cell
            && LoadOne(cell.Span) is { } wrong)
            throw new FormatException($"The stored state of the register {register.Key} is damaged: {wrong} 存储的表计状态已损坏。");
        return registers.GetValueOrDefault(register);
    }

    private RegisterTrack? TakeOld(SensorKey sensor)
    {
        var key = (sensor, Instant.MinValue);
        if (Find(key) is not { } old) return null;
        changes.Changing(key);
        registers.Remove(key);
        return old;
    }
}
