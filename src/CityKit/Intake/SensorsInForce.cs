using CityKit.Core.Checkpoints;
using CityKit.Sensors.Register;
using CityKit.Storage;

namespace CityKit.Intake;

/// <summary>
/// The register in force (现行传感器台账): the file that the hub was started with, and over it what commands added, changed and retired since. A
/// new file carries its own changes over; what commands changed stays. It is stored whole, in pieces of neighbours.
/// </summary>
internal sealed class SensorsInForce
{
    private readonly ChangedPieces<SensorKey> changes;
    internal SensorsInForce() => changes = new ChangedPieces<SensorKey>(Write);

    /// <summary>What changed of the register, in its pieces.</summary>
    internal FrozenPieces Changes => changes;

    internal SensorRegister Register { get; private set; } = SensorRegister.Empty;

    /// <summary>Takes up the register as of the checkpoint.</summary>
    internal void Load(IEnumerable<StateCell> pieces) => Register = SensorRegister.OfPieces(pieces.Select(piece => piece.Bytes));

    /// <summary>
    /// Takes up a file that nothing is stored of, and over it what commands had changed, as versions before stored it: sensor by sensor.
    /// </summary>
    internal void Begin(SensorRegister file, IReadOnlyList<StateCell> over)
    {
        var entries = over.Select(Read).ToList();
        var keys = entries.Select(periods => periods[0].Key).ToHashSet();
        Register = over.Count == 0 ? file
            : SensorRegister.Of(file.Sensors.Where(s => !keys.Contains(s.Key)).Concat(entries.SelectMany(periods => periods)));
        foreach (var piece in keys.Union(Register.Pieces)) changes.Changing(piece);
    }

    /// <summary>
    /// Takes up another file in the place of the one before: only what differs between the two changes, and comes from the new one.
    /// </summary>
    internal void Rebase(SensorRegister before, SensorRegister after)
    {
        var (next, changed) = (Register, new HashSet<SensorKey>());
        foreach (var key in before.Sensors.Concat(after.Sensors).Select(s => s.Key).Distinct()
            .Where(key => !before.OfSensor(key).SequenceEqual(after.OfSensor(key))))
        {
            next = next.Without(key, changed);
            foreach (var entry in after.OfSensor(key)) next = next.With(entry, changed);
        }
        Use(next, changed);
    }

    /// <summary>Adds an entry, or changes the one of its key and period.</summary>
    internal void Put(Sensor entry)
    {
        var changed = new List<SensorKey>();
        Use(Register.With(entry, changed), changed);
    }

    /// <summary>The entries that have a household's consent for a purpose.</summary>
    internal IEnumerable<Sensor> Under(string household, string purpose) =>
        Register.Sensors.Where(entry => entry.Household == household && entry.Consent?.Purpose == purpose);

    private void Use(SensorRegister next, IEnumerable<SensorKey> changed)
    {
        foreach (var piece in changed) changes.Changing(piece);
        Register = next;
    }

    private StatePiece[] Write(SensorKey piece) => [new StatePiece(piece.ToString(), Register.ToBytes(piece))];

    private static IReadOnlyList<Sensor> Read(StateCell cell) =>
        SensorRegister.Parse(cell.Bytes.Span, out var errors) is { Count: > 0 } register ? register.Sensors
            : throw new FormatException($"The stored sensor {cell.Key.Key} is damaged: {errors.FirstOrDefault()} 存储的传感器已损坏。");
}
