using CityKit.Storage;

namespace CityKit.Intake;

/// <summary>The state of rules, registers, times and sensors as of a checkpoint.</summary>
/// <param name="Sensors">The pieces of the register.</param>
/// <param name="HasAllSensors">Whether they are all of it; in a store of a version before, they are what commands changed of the
/// file.</param>
/// <param name="Take">Any other piece, the first time it is asked for; empty when there is none.</param>
internal sealed record StoredState(IReadOnlyList<StateCell> Sensors, bool HasAllSensors, Func<CellKey, ReadOnlyMemory<byte>> Take);
