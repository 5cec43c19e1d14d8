namespace CityKit.Storage;

/// <summary>A piece of a module's state as it was after one journal entry (状态单元).</summary>
/// <param name="Key">Which.</param>
/// <param name="Number">The last journal entry in it.</param>
/// <param name="Bytes">What the module wrote; empty when the piece is gone.</param>
public sealed record StateCell(CellKey Key, long Number, ReadOnlyMemory<byte> Bytes);
