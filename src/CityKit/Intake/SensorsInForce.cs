using CityKit.Core.Checkpoints;
using CityKit.Sensors.Register;
using CityKit.Storage;

namespace CityKit.Intake;

/// <summary>
/// The register in force (现行传感器台账): the file that the hub was started with, and over it what commands added, changed and retired since. A
/// file that comes anew carries its own changes over; what commands changed stays.
/// </summary>
internal sealed class SensorsInForce
{
    private readonly ChangedPieces<SensorKey> changes;
    private readonly HashSet<SensorKey> overlay = [];

    internal SensorsInForce() => changes = new ChangedPieces<SensorKey>(Write);

    /// <summary>What commands changed, by sensor; without bytes when it is as in the file.</summary>
    internal FrozenPieces Changes => changes;

    internal SensorRegister Register { get; private set; } = SensorRegister.Empty;

    /// <summary>Takes up a file, and over it what commands had changed as of the checkpoint.</summary>
    internal void Load(SensorRegister file, IEnumerable<StateCell> cells)
    {
        var over = cells.Select(Read).ToList();
        overlay.UnionWith(over.Select(periods => periods[0].Key));
        Register = over.Count == 0 ? file
            : SensorRegister.Of(file.Sensors.Where(s => !overlay.Contains(s.Key)).Concat(over.SelectMany(periods => periods)));
    }

    /// <summary>Takes up another file in the place of the one before: only what differs between the two changes.</summary>
    internal void Rebase(SensorRegister before, SensorRegister after)
    {
        var keys = before.Sensors.Concat(after.Sensors).Select(s => s.Key).Distinct()
            .Where(key => !Of(before, key).SequenceEqual(Of(after, key))).ToHashSet();
        foreach (var key in keys.Where(overlay.Contains)) changes.Changing(key);
        overlay.ExceptWith(keys);
        Register = overlay.Count == 0 ? after
            : SensorRegister.Of(after.Sensors.Where(s => !overlay.Contains(s.Key)).Concat(overlay.SelectMany(key => Of(Register, key))));
    }

    /// <summary>Adds an entry, or changes the one of its key and period.</summary>
    internal void Put(Sensor entry)
    {
        changes.Changing(entry.Key);
        Register = Register.With(entry);
        overlay.Add(entry.Key);
    }

    /// <summary>The entries that have a household's consent for a purpose.</summary>
    internal IEnumerable<Sensor> Under(string household, string purpose) =>
        Register.Sensors.Where(entry => entry.Household == household && entry.Consent?.Purpose == purpose);

    private StatePiece[] Write(SensorKey key) =>
        [new StatePiece(key.ToString(), overlay.Contains(key) ? SensorJson.ToUtf8(Of(Register, key)) : default)];

    private static IEnumerable<Sensor> Of(SensorRegister register, SensorKey key) => register.OfDevice(key.Device).Where(s => s.Key == key);

    private static IReadOnlyList<Sensor> Read(StateCell cell) =>
        SensorRegister.Parse(cell.Bytes.Span, out var errors) is { Count: > 0 } register ? register.Sensors
            : throw new FormatException($"The stored sensor {cell.Key.Key} is damaged: {errors.FirstOrDefault()} 存储的传感器已损坏。");
}
