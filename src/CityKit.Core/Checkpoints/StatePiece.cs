namespace CityKit.Core.Checkpoints;

/// <summary>A piece of a state as it is stored (状态片). <c>default</c> has no key.</summary>
/// <param name="Key">Which; at most 256 characters.</param>
/// <param name="Bytes">What it is; empty when there is no such piece any more.</param>
public readonly record struct StatePiece(string Key, ReadOnlyMemory<byte> Bytes);
