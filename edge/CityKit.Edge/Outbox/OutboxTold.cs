using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>What an outbox has reported as committed.</summary>
/// <param name="Id">The outbox.</param>
/// <param name="Schema">The schema it was written with.</param>
/// <param name="Alarm">The alarm lane.</param>
/// <param name="Reading">The reading lane.</param>
internal readonly record struct OutboxTold(OutboxId Id, int Schema, LaneTold Alarm, LaneTold Reading);
