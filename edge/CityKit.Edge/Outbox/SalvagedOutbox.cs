namespace CityKit.Edge.Outbox;

/// <summary>What could be read of a damaged outbox.</summary>
/// <param name="Earlier">Events that this and earlier ids had brought to the hub.</param>
/// <param name="Boots">The boots that its events name.</param>
/// <param name="Source">How far the source was read.</param>
/// <param name="Alarms">The alarm lane, in order and without a gap.</param>
/// <param name="Readings">The reading lane, likewise.</param>
internal sealed record SalvagedOutbox(long Earlier, IReadOnlyList<BootEntry> Boots, SourcePosition? Source,
    IReadOnlyList<SalvagedEvent> Alarms, IReadOnlyList<SalvagedEvent> Readings)
{
    internal long Kept => Alarms.Concat(Readings).Count(e => !e.IsLoss);
}
