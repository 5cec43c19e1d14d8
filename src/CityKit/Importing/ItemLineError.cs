using CityKit.Core;

namespace CityKit.Importing;

/// <summary>Why a line of a file was not taken.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Refusal">Why; of what cannot be read, with column and member.</param>
public sealed record ItemLineError(long Line, Refusal Refusal);
